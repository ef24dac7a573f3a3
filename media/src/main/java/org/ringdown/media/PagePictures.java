package org.ringdown.media;

/**
 * The pictures of a page, which share the transport of its sound.
 *
 * @param mid of their m-line
 * @param ssrc of the stream that the page sees
 * @param againSsrc of what is sent anew of it
 */
public record PagePictures(String mid, Pictures agreed, int ssrc, int againSsrc) {}
