package org.ringdown.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.ringdown.sip.SipParser;
import org.ringdown.wire.MalformedException;

/** A far end with a UDP port, which says what it is told to and reads what it hears line by line. Its text is octets: each is a character. */
final class Peer implements AutoCloseable {
    /** What fits into a datagram. */
    private static final int LONGEST = 65_000;

    private final DatagramSocket socket;
    private final InetSocketAddress gateway;
    private final ConcurrentLinkedQueue<byte[]> heard = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Lines> answered = new ConcurrentHashMap<>();
    private volatile Function<Lines, List<String>> manners = _ -> List.of();
    private int said;

    Peer(String host, int gateway) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getByName(host));
        this.gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway);
        Thread.ofVirtual().start(this::listen);
    }

    /** @param manners what a request is answered with, one after the other; without the headers that answers repeat */
    void answers(Function<Lines, List<String>> manners) {
        this.manners = manners;
    }

    String authority() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                socket.receive(packet);
                var bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                heard.add(bytes);
                react(bytes);
            }
        } catch (SocketException closed) {
            // that is the end of it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void react(byte[] bytes) throws IOException {
        try {
            var message = Lines.of(bytes);
            if (message.isResponse()) answered(message);
            else if (!message.start().startsWith("ACK "))
                for (var answer : manners.apply(message)) send(echoing(message, answer));
        } catch (AssertionError unreadable) {
            // whoever looks at what was heard finds it there
        }
    }

    private void answered(Lines answer) throws IOException {
        if (answer.start().startsWith("SIP/2.0 1")) return;
        var via = answer.all("Via").getFirst();
        answered.put(
                Integer.parseInt(via.replaceAll(".*;branch=z9hG4bK-([0-9]+).*", "$1")), answer);
        boolean accepted = answer.start().startsWith("SIP/2.0 2");
        boolean invite = answer.all("CSeq").stream().anyMatch(value -> value.endsWith(" INVITE"));
        if (invite && !accepted) send(acknowledging(answer, "sip:x@127.0.0.1"));
    }

    private static String echoing(Lines request, String answer) {
        var echoed = new StringBuilder();
        for (var name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            for (var value : request.all(name)) {
                boolean untagged = name.equals("To") && !value.contains(";tag=");
                echoed.append(name + ": " + value + (untagged ? ";tag=them" : "") + "\r\n");
            }
        }
        int first = answer.indexOf("\r\n") + 2;
        return answer.substring(0, first) + echoed + answer.substring(first);
    }

    private static String acknowledging(Lines answer, String target) {
        var via = answer.all("Via").getFirst().replaceAll(";(received|rport)=[^;]*", "");
        return "ACK "
                + target
                + " SIP/2.0\r\nVia: "
                + via
                + "\r\nMax-Forwards: 70\r\nFrom: "
                + answer.one("From")
                + "\r\nTo: "
                + answer.one("To")
                + "\r\nCall-ID: "
                + answer.one("Call-ID")
                + "\r\nCSeq: "
                + answer.one("CSeq").replace("INVITE", "ACK")
                + "\r\nContent-Length: 0\r\n\r\n";
    }

    private void send(String octets) throws IOException {
        var bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        socket.send(new DatagramPacket(bytes, Math.min(bytes.length, LONGEST), gateway));
    }

    /** Says it, and waits for the final answer that it is owed; one that cannot be read is owed none. */
    void ask(Form request, String field, String value) throws IOException {
        int number = ++said;
        var text = addressed(request, number).message(field, value);
        send(text);
        if (isReadable(text)) await(number, text);
    }

    private Form addressed(Form request, int number) {
        return request.saying(
                        Map.of(
                                "NUMBER",
                                Integer.toString(number),
                                "GATEWAY",
                                "127.0.0.1:" + gateway.getPort()))
                .saying(Map.of("ME", authority()));
    }

    private Lines await(int number, String request) {
        Until.so("an answer to " + request, () -> answered.containsKey(number));
        return answered.get(number);
    }

    private static boolean isReadable(String request) {
        try {
            var bytes = request.getBytes(StandardCharsets.ISO_8859_1);
            SipParser.parse(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, LONGEST)));
            return true;
        } catch (MalformedException dropped) {
            return false;
        }
    }

    /** Calls, and is answered. */
    Map<String, String> call(Form invite) throws IOException {
        int number = ++said;
        var text = addressed(invite, number).message();
        send(text);
        var ok = await(number, text);
        if (!ok.start().startsWith("SIP/2.0 200 ")) throw new AssertionError(ok);
        var target = ok.one("Contact").replaceAll(".*<|>.*", "");
        send(acknowledging(ok, target));
        return Map.of(
                "TARGET",
                target,
                "OUR-END",
                ok.one("From"),
                "THEIR-END",
                ok.one("To"),
                "CALL",
                ok.one("Call-ID"));
    }

    /** Every message that has come and was not taken yet. */
    ConcurrentLinkedQueue<byte[]> heard() {
        return heard;
    }

    @Override
    public void close() {
        socket.close();
    }
}
