package org.ringdown.rtp;

import java.nio.ByteBuffer;

/**
 * Pictures of H.264: NAL units, each behind its length in four bytes, as files have them (RFC 6184 §5; ISO 14496-15 §5.3).
 *
 * <p>A picture that needs none before it brings its parameter sets, also where its sender has said them long before.
 */
public final class H264Unpacker implements PictureUnpacker {
    private static final int TOGETHER = 24;
    private static final int PIECE = 28;
    private static final int START = 0x80;
    private static final int END = 0x40;
    private static final int NONE = -1;
    private static final int SHORTEST_PARAMETERS = 2;
    private static final int LONGEST_PARAMETERS = 256;
    private static final int FIRST_SLICE = 0x80; // first_mb_in_slice is 0, in Exp-Golomb

    private final PictureBytes bytes = new PictureBytes();
    private byte[] sequenceParameters = {};
    private byte[] pictureParameters = {};
    private int openAt = NONE;
    private boolean broken;
    private boolean parameters;
    private boolean begun;
    private boolean refreshes;

    @Override
    public void begin() {
        bytes.clear();
        openAt = NONE;
        broken = false;
        parameters = false;
        begun = false;
        refreshes = false;
    }

    @Override
    public boolean add(RtpPacket packet) {
        var buffer = packet.buffer();
        int at = packet.payloadOffset();
        int length = packet.payloadLength();
        if (length < 1) return false;
        int type = type(buffer.get(at));
        boolean good =
                switch (type) {
                    case TOGETHER -> together(buffer, at + 1, at + length);
                    case PIECE -> piece(buffer, at, length);
                    default -> type >= 1 && type < TOGETHER && unit(buffer, at, length);
                };
        broken |= !good;
        return good;
    }

    private boolean together(ByteBuffer buffer, int from, int end) {
        int at = from;
        while (end - at > 2) {
            int length = buffer.getShort(at) & 0xffff;
            at += 2;
            if (length == 0 || length > end - at || !unit(buffer, at, length)) return false;
            at += length;
        }
        return true;
    }

    private boolean unit(ByteBuffer buffer, int at, int length) {
        if (openAt != NONE) return false; // a piece of another is missing
        int type = type(buffer.get(at));
        note(type, buffer, at, length);
        return begins(type, length > 1 ? buffer.get(at + 1) : 0)
                && bytes.putInt(length)
                && bytes.put(buffer, at, length);
    }

    /** §5.8 */
    private boolean piece(ByteBuffer buffer, int at, int length) {
        if (length < 3) return false;
        int head = buffer.get(at + 1);
        boolean starts = (head & START) != 0;
        if (starts != (openAt == NONE)) return false;
        if (starts && !opens(buffer.get(at) & 0xe0, type(head), buffer.get(at + 2))) return false;
        if (!bytes.put(buffer, at + 2, length - 2)) return false;
        if ((head & END) != 0) {
            bytes.putInt(openAt, bytes.size() - openAt - Integer.BYTES);
            openAt = NONE;
        }
        return true;
    }

    private boolean opens(int importance, int type, int second) {
        if (!begins(type, second)) return false;
        openAt = bytes.size();
        return bytes.putInt(0) && bytes.put(importance | type);
    }

    private void note(int type, ByteBuffer buffer, int at, int length) {
        if (type != H264Payload.SEQUENCE_PARAMETERS && type != H264Payload.PICTURE_PARAMETERS)
            return;
        boolean sane = length >= SHORTEST_PARAMETERS && length <= LONGEST_PARAMETERS;
        var kept = new byte[sane ? length : 0];
        buffer.get(at, kept, 0, kept.length);
        if (type == H264Payload.SEQUENCE_PARAMETERS) {
            sequenceParameters = kept;
            parameters = true;
        } else {
            pictureParameters = kept;
        }
    }

    /** A unit begins; false where there is no room for what has to go before it. */
    private boolean begins(int type, int second) {
        boolean slice = type >= 1 && type <= H264Payload.INSTANT_REFRESH;
        if (!slice || begun) return true;
        begun = true;
        broken |= (second & FIRST_SLICE) == 0;
        refreshes = type == H264Payload.INSTANT_REFRESH;
        return !refreshes || parameters || bringParameters();
    }

    private boolean bringParameters() {
        parameters = true;
        return bring(sequenceParameters) && bring(pictureParameters);
    }

    private boolean bring(byte[] unit) {
        return bytes.putInt(unit.length) && bytes.put(ByteBuffer.wrap(unit), 0, unit.length);
    }

    @Override
    public boolean isWhole() {
        return begun && !broken && openAt == NONE;
    }

    /** One whose parameter sets nobody knows cannot be seen. */
    @Override
    public boolean isKeyframe() {
        return refreshes && sequenceParameters.length > 3 && pictureParameters.length > 0;
    }

    @Override
    public ByteBuffer picture() {
        return bytes.view();
    }

    @Override
    public PictureSize size() {
        return isKeyframe() ? H264Size.of(sequenceParameters) : PictureSize.UNKNOWN;
    }

    /** What a file says before the first picture (AVCDecoderConfigurationRecord, ISO 14496-15 §5.3.3.1); of a keyframe only. */
    public byte[] configuration() {
        var out = ByteBuffer.allocate(11 + sequenceParameters.length + pictureParameters.length);
        out.put((byte) 1).put(sequenceParameters, 1, 3).put((byte) 0xff); // lengths of four bytes
        out.put((byte) 0xe1).putShort((short) sequenceParameters.length).put(sequenceParameters);
        out.put((byte) 1).putShort((short) pictureParameters.length).put(pictureParameters);
        return out.array();
    }

    private static int type(int first) {
        return first & 0x1f;
    }
}
