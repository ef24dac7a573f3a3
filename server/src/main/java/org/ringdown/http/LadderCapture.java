package org.ringdown.http;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.LadderParty;
import org.ringdown.ladder.Step;
import org.ringdown.ladder.Step.Channel;
import org.ringdown.ladder.Step.Way;

/**
 * The SIP messages of a ladder as a capture that Wireshark and sngrep read (pcapng, draft-ietf-opsawg-pcapng). Every message is shown as one
 * UDP datagram, whatever carried it, and with its secrets masked; a retransmission is there once.
 */
final class LadderCapture {
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int RAW_IP = 101;
    private static final int SIP = 5060;
    private static final InetAddress US = InetAddress.ofLiteral("127.0.0.1");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private LadderCapture() {}

    static Answer of(Ladder ladder) {
        var capture = new LadderCapture();
        capture.block(SECTION, little(16).putInt(0x1A2B3C4D).putShort((short) 1).putLong(8, -1));
        capture.block(INTERFACE, little(8).putShort((short) RAW_IP).putInt(4, 0));
        for (var step : ladder.steps()) {
            boolean message = step.channel() == Channel.SIP && !step.text().isEmpty();
            if (message) capture.step(ladder, step);
        }
        var headers =
                Map.of(
                        "Content-Type", "application/x-pcapng",
                        "Cache-Control", "no-store",
                        "Content-Disposition",
                                "attachment; filename=\"" + ladder.id() + ".pcapng\"");
        return new Answer(200, headers, capture.out.toByteArray());
    }

    private void step(Ladder ladder, Step step) {
        var party =
                ladder.parties().stream().filter(one -> one.id().equals(step.party())).findFirst();
        if (party.isEmpty()) return;
        byte[] message = step.text().getBytes(StandardCharsets.UTF_8);
        byte[] datagram = datagram(party.get(), step.way() == Way.IN, message);
        long micros = micros(ladder.begun().plusNanos(step.offset()));
        var packet = little(20 + padded(datagram.length));
        packet.putInt(0).putInt((int) (micros >>> 32)).putInt((int) micros);
        packet.putInt(datagram.length).putInt(datagram.length).put(datagram);
        block(PACKET, packet);
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    /** An IP packet with a UDP datagram in it; checksums are left out, as captures on the sending host lack them too. */
    private static byte[] datagram(LadderParty party, boolean theirs, byte[] message) {
        String address = party.address().substring(party.address().indexOf(' ') + 1);
        int colon = address.lastIndexOf(':');
        var host = InetAddress.ofLiteral(address.substring(0, colon).replaceAll("[\\[\\]]", ""));
        int port = Integer.parseInt(address.substring(colon + 1));
        byte[] them = host.getAddress();
        byte[] us = them.length == 4 ? US.getAddress() : InetAddress.ofLiteral("::1").getAddress();
        int udp = 8 + message.length;
        var packet = ByteBuffer.allocate((them.length == 4 ? 20 : 40) + udp);
        if (them.length == 4) {
            packet.putShort((short) 0x4500).putShort((short) packet.capacity());
            packet.putInt(0).putShort((short) 0x4011).putShort((short) 0);
        } else {
            packet.putInt(0x60000000).putShort((short) udp).putShort((short) 0x1140);
        }
        packet.put(theirs ? them : us).put(theirs ? us : them);
        packet.putShort((short) (theirs ? port : SIP)).putShort((short) (theirs ? SIP : port));
        return packet.putShort((short) udp).putShort((short) 0).put(message).array();
    }

    private void block(int type, ByteBuffer body) {
        int length = 12 + body.capacity();
        out.writeBytes(little(8).putInt(type).putInt(length).array());
        out.writeBytes(body.array());
        out.writeBytes(little(4).putInt(length).array());
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
