/**
 * Pictures decoded and encoded anew by FFmpeg: an add-on, found by {@link java.util.ServiceLoader}, without which everything else works.
 *
 * <p>Read {@link org.ringdown.video.ffmpeg.FfmpegConverter} first: a decoder, an encoder that is made anew where the pictures or the network want it,
 * and between them what brings pictures to a size.
 *
 * <p>Threads: a converter belongs to one thread of the {@link org.ringdown.video.PictureMill}.
 *
 * <p>Not here: packets, losses, who wants a keyframe.
 */
package org.ringdown.video.ffmpeg;
