/**
 * Sound and pictures as RTMP messages and FLV files carry them (Adobe FLV 10.1 Annex E, Enhanced RTMP v2).
 *
 * <p>Read {@code AudioTag} and {@code VideoTag}: the bytes of a message, read without copying, and the other way round.
 * {@code AvcConfiguration} is what H.264 needs to know before the first picture, {@code NalUnits} what its pictures are made of.
 *
 * <p>Threads: values, all of them, but for {@code MediaClock}.
 *
 * <p>Not here: codecs ({@code media.codec}), RTP.
 */
package org.ringdown.rtmp.flv;
