package org.ringdown.rtmfp.packet;

/** The checksum of the Internet (RFC 1071). */
public final class Checksum {
    private Checksum() {}

    public static int of(byte[] bytes, int from) {
        int sum = 0;
        for (int i = from; i < bytes.length; i += 2) {
            int low = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
            sum += (bytes[i] & 0xff) << 8 | low;
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }
}
