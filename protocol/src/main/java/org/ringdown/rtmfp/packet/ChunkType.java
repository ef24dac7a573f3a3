package org.ringdown.rtmfp.packet;

/** The numbers of chunks (RFC 7016 §2.3). */
final class ChunkType {
    static final int PING = 0x01;
    static final int CLOSE = 0x0c;
    static final int FORWARDED_HELLO = 0x0f;
    static final int USER_DATA = 0x10;
    static final int NEXT_USER_DATA = 0x11;
    static final int BUFFER_PROBE = 0x18;
    static final int INITIATOR_HELLO = 0x30;
    static final int INITIATOR_KEYING = 0x38;
    static final int PING_REPLY = 0x41;
    static final int CLOSE_ACKNOWLEDGEMENT = 0x4c;
    static final int ACKNOWLEDGE_BITMAP = 0x50;
    static final int ACKNOWLEDGE_RANGES = 0x51;
    static final int FLOW_EXCEPTION = 0x5e;
    static final int RESPONDER_HELLO = 0x70;
    static final int REDIRECT = 0x71;
    static final int RESPONDER_KEYING = 0x78;
    static final int COOKIE_CHANGE = 0x79;
    static final int PADDING_ZERO = 0x00;
    static final int PADDING = 0xff;

    /** Bytes of type and length. */
    static final int HEADER = 3;

    private ChunkType() {}
}
