package org.ringdown.bench.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** SIP phones, as many as there are numbers: each answers a call at once, and agrees to everything after that. */
final class Uas implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("^INVITE sip:c(\\d+)@");
    private static final List<String> COPIED =
            List.of("via", "v", "from", "f", "call-id", "i", "cseq", "record-route");

    private final DatagramSocket socket;
    private final BiFunction<Integer, String, String> answers;
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    /** @param answers the answer to an offer in a call to a number */
    Uas(BiFunction<Integer, String, String> answers) throws SocketException {
        this.socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.answers = answers;
        Thread.ofPlatform().name("phones").daemon().start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        var bytes = new byte[65_536];
        try {
            while (!socket.isClosed()) {
                var datagram = new DatagramPacket(bytes, bytes.length);
                socket.receive(datagram);
                var text = new String(bytes, 0, datagram.getLength(), StandardCharsets.UTF_8);
                if (text.isBlank() || text.startsWith("ACK ") || text.startsWith("SIP/2.0 "))
                    continue;
                var response = response(text).getBytes(StandardCharsets.UTF_8);
                socket.send(
                        new DatagramPacket(response, response.length, datagram.getSocketAddress()));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) throw new java.io.UncheckedIOException(e);
        }
    }

    private String response(String request) {
        int end = request.indexOf("\r\n\r\n");
        var lines = List.of(request.substring(0, end).split("\r\n"));
        var copied =
                lines.stream()
                        .skip(1)
                        .filter(line -> COPIED.contains(name(line)))
                        .collect(Collectors.joining("\r\n"));
        var to = lines.stream().filter(line -> List.of("to", "t").contains(name(line))).findFirst();
        var tagged = to.orElseThrow().contains("tag=") ? to.get() : to.get() + ";tag=load";
        var body = request.startsWith("INVITE ") ? answer(request, request.substring(end + 4)) : "";
        return "SIP/2.0 200 OK\r\n"
                + copied
                + "\r\n"
                + tagged
                + "\r\nContact: <sip:load@127.0.0.1:"
                + port()
                + ">\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    private String answer(String request, String offer) {
        var number = NUMBER.matcher(request);
        if (!number.find()) return "";
        return answered.computeIfAbsent(
                number.group(1), call -> answers.apply(Integer.parseInt(call), offer));
    }

    private static String name(String line) {
        return line.substring(0, Math.max(0, line.indexOf(':'))).strip().toLowerCase();
    }

    void forget() {
        answered.clear();
    }

    @Override
    public void close() {
        socket.close();
    }
}
