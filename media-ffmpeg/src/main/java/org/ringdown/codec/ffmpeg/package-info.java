/**
 * Codecs of sound that RTMP clients speak, by FFmpeg: an add-on, found by {@link java.util.ServiceLoader}.
 *
 * <p>Read {@code FfmpegCodecs} first.
 *
 * <p>Threads: a decoder or encoder belongs to one worker. A frame takes some microseconds, and nothing of it is allocated by us.
 *
 * <p>Not here: pictures ({@code video.ffmpeg}), FLV.
 */
package org.ringdown.codec.ffmpeg;
