package org.ringdown.rtp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Any bytes at all: read and put together as pictures of VP8 and H.264, and as packets sent anew, without an exception and without a step beyond their end. */
class PicturesFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) {
        var packet = new RtpPacket();
        if (!packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length)) return;
        int end = packet.payloadOffset() + packet.payloadLength();
        H264Payload.forEach(
                packet,
                (_, _, offset, length, _) -> {
                    if (offset < packet.payloadOffset() || length < 1 || offset + length > end)
                        throw new AssertionError("a unit beyond its packet");
                });
        new H264ParameterSets().read(packet);
        var vp8 = new Vp8Payload();
        if (vp8.read(packet)) {
            if (vp8.hasPictureId()) {
                vp8.pictureId(vp8.pictureId() + 1);
                vp8.pictureId();
            }
            if (vp8.hasLayerIndex()) vp8.layerIndex(vp8.layerIndex() + 1);
        }
        unpack(new Vp8Unpacker(), packet);
        unpack(new H264Unpacker(), packet);
        H264Size.of(bytes);
        Retransmission.restore(packet, 96, 1);
    }

    private static void unpack(PictureUnpacker unpacker, RtpPacket packet) {
        for (int picture = 0; picture < 2; picture++) {
            unpacker.begin();
            unpacker.add(packet);
            unpacker.add(packet);
            if (!unpacker.isWhole()) continue;
            unpacker.size();
            if (unpacker.picture().remaining() > PictureBytes.MOST)
                throw new AssertionError("larger than a picture may be");
            if (unpacker instanceof H264Unpacker units && units.isKeyframe()) units.configuration();
        }
    }
}
