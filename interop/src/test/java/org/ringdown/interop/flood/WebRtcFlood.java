package org.ringdown.interop.flood;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** In turn: STUN checks for nobody, the beginnings of DTLS handshakes, RTP of nobody, and noise. */
public final class WebRtcFlood implements Flood.Datagrams {
    private static final int MAGIC_COOKIE = 0x2112A442; // RFC 8489 §5
    private static final byte[] USERNAME =
            "nobodyhere:somebody".getBytes(StandardCharsets.US_ASCII);

    private final Random random = new Random(1);
    private final byte[] noise = new byte[200];
    private int turn;

    @Override
    public void write(ByteBuffer into, InetSocketAddress from) {
        switch (turn++ & 3) {
            case 0 -> check(into);
            case 1 -> clientHello(into);
            case 2 -> rtp(into);
            default -> {
                random.nextBytes(noise);
                into.put(noise);
            }
        }
    }

    /** A binding request with a user name, and a proof that is none (RFC 8445 §7.2.2). */
    private void check(ByteBuffer into) {
        int padded = (USERNAME.length + 3) & ~3;
        into.putShort((short) 1).putShort((short) (4 + padded + 24)).putInt(MAGIC_COOKIE);
        into.putInt(turn).putLong(random.nextLong());
        into.putShort((short) 0x0006).putShort((short) USERNAME.length).put(USERNAME);
        into.position(into.position() + padded - USERNAME.length);
        into.putShort((short) 0x0008).putShort((short) 20).put(noise, 0, 20);
    }

    /** The record and message headers of one, and a body as long as it says (RFC 6347 §4.1, §4.2.2). */
    private void clientHello(ByteBuffer into) {
        int body = 120;
        into.put((byte) 22).putShort((short) 0xFEFD).putShort((short) 0);
        into.putShort((short) 0).putInt(turn).putShort((short) (12 + body));
        into.put((byte) 1).put((byte) 0).putShort((short) body).putShort((short) 0);
        into.put((byte) 0).putShort((short) 0).put((byte) 0).putShort((short) body);
        into.putShort((short) 0xFEFD).put(noise, 0, body - 2);
    }

    private void rtp(ByteBuffer into) {
        into.put((byte) 0x80).put((byte) 111).putShort((short) turn).putInt(turn * 960).putInt(7);
        into.put(noise, 0, 100);
    }
}
