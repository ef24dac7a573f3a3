package org.ringdown.rtmfp.packet;

/** The checksum of the Internet, in network byte order (RFC 1071). */
public final class Checksum {
    private Checksum() {}

    public static int of(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i += 2) {
            int low = i + 1 < to ? bytes[i + 1] & 0xff : 0;
            sum += (bytes[i] & 0xff) << 8 | low;
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }
}
