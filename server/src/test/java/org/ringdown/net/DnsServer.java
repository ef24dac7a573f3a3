package org.ringdown.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A name server on a port of its own that knows one zone, and what it was asked. */
final class DnsServer implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final List<Record> zone;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;

    private DnsServer(List<Record> zone) throws IOException {
        this.zone = zone;
        Thread.ofVirtual().name("dns").start(this::serve);
    }

    /** @param zone the lines of a master file (RFC 1035 §5) */
    static DnsServer of(String zone) throws IOException {
        try (var master =
                new Master(
                        new java.io.ByteArrayInputStream(
                                zone.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                        Name.root,
                        60)) {
            var records = new java.util.ArrayList<Record>();
            for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
            return new DnsServer(records);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    /** From now on it does not answer. */
    void fallSilent() {
        silent = true;
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[4_096], 4_096);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                var query =
                        new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                var question = query.getQuestion();
                asked.add(org.xbill.DNS.Type.string(question.getType()) + " " + question.getName());
                if (silent) continue;
                var bytes = answer(query).toWire();
                socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                if (socket.isClosed()) return;
            }
        }
    }

    private Message answer(Message query) {
        var question = query.getQuestion();
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        boolean known = zone.stream().anyMatch(r -> r.getName().equals(question.getName()));
        if (!known) answer.getHeader().setRcode(Rcode.NXDOMAIN);
        zone.stream()
                .filter(r -> r.getName().equals(question.getName()))
                .filter(r -> r.getType() == question.getType())
                .forEach(r -> answer.addRecord(r, Section.ANSWER));
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
