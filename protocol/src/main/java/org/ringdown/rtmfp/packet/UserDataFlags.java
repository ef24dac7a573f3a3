package org.ringdown.rtmfp.packet;

/** The flags of user data (RFC 7016 §2.3.11). */
final class UserDataFlags {
    static final int OPTIONS = 0x80;
    static final int PART_SHIFT = 4;
    static final int PART_MASK = 3;
    static final int ABANDONED = 0x02;
    static final int LAST = 0x01;

    private UserDataFlags() {}
}
