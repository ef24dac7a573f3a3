package org.ringdown.path;

/**
 * When what bears a timestamp was captured: a microphone heard it, a camera saw it.
 *
 * @param ssrc whose timestamp it is
 * @param nanos by our clock; all streams of a far end are off by the same, which is the way here
 */
public record CaptureTime(int ssrc, int timestamp, long nanos) {}
