package org.ringdown.video;

import org.ringdown.rtp.Vp8Payload;

/** Lets the numbers of VP8's pictures go on where their source changes: decoders and their buffers take a jump for a loss (RFC 7741 §4.2). */
final class Vp8Numbers {
    private static final int LAYER_MASK = 0xff;

    private boolean begun;
    private boolean fresh = true;
    private int lastPicture;
    private int lastLayer;
    private int pictureShift;
    private int layerShift;

    /** What follows comes from another source. */
    void anew() {
        fresh = true;
    }

    void rewrite(Vp8Payload packet) {
        if (fresh) begin(packet);
        if (packet.hasPictureId()) {
            int mask = (1 << packet.pictureIdBits()) - 1;
            int picture = packet.pictureId() + pictureShift & mask;
            packet.pictureId(picture);
            if ((picture - lastPicture & mask) <= mask / 2) lastPicture = picture;
        }
        if (packet.hasLayerIndex()) {
            int layer = packet.layerIndex() + layerShift & LAYER_MASK;
            packet.layerIndex(layer);
            if ((layer - lastLayer & LAYER_MASK) <= LAYER_MASK / 2) lastLayer = layer;
        }
    }

    private void begin(Vp8Payload packet) {
        fresh = false;
        if (packet.hasPictureId()) {
            pictureShift = begun ? lastPicture + 1 - packet.pictureId() : 0;
            lastPicture = packet.pictureId() + pictureShift;
        }
        if (packet.hasLayerIndex()) {
            layerShift = begun ? lastLayer + 1 - packet.layerIndex() : 0;
            lastLayer = packet.layerIndex() + layerShift;
        }
        begun = true;
    }
}
