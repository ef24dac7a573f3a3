package org.ringdown.rtp;

/** How many pixels a picture has. */
public record PictureSize(int width, int height) {
    public static final PictureSize UNKNOWN = new PictureSize(0, 0);

    public boolean isKnown() {
        return width > 0 && height > 0;
    }
}
