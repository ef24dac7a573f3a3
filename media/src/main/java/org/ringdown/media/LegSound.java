package org.ringdown.media;

/**
 * How one leg sounds now, for whoever watches.
 *
 * @param all since it began
 * @param lately within the last few seconds
 * @param codec of what the far end says; empty while it has said nothing
 * @param tcp whether a page came in by TCP
 */
public record LegSound(Figures all, Figures lately, String codec, boolean tcp) {}
