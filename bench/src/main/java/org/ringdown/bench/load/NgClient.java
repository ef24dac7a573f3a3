package org.ringdown.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** rtpengine's control protocol: bencoded dictionaries over UDP, with a cookie that pairs answers with questions. */
final class NgClient implements AutoCloseable {
    private static final int ATTEMPT_MILLIS = 3000;

    private final DatagramSocket socket = new DatagramSocket();
    private final String cookies = Long.toHexString(System.nanoTime());
    private int asked;

    NgClient(int port) throws IOException {
        socket.connect(InetAddress.getLoopbackAddress(), port);
    }

    void awaitPong(Duration within) throws IOException {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            try {
                socket.setSoTimeout(200);
                ask(Map.of("command", "ping"));
                socket.setSoTimeout(ATTEMPT_MILLIS);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) throw e;
            }
        }
    }

    /** Asks for a description that is to be handed on. */
    String sdp(Map<String, Object> message) throws IOException {
        return (String) ask(message).get("sdp");
    }

    Map<String, Object> ask(Map<String, Object> message) throws IOException {
        var cookie = cookies + "_" + ++asked + " ";
        var out = new ByteArrayOutputStream();
        out.writeBytes(cookie.getBytes(StandardCharsets.ISO_8859_1));
        write(message, out);
        socket.send(new DatagramPacket(out.toByteArray(), out.size()));
        var bytes = new byte[65_536];
        while (true) {
            var datagram = new DatagramPacket(bytes, bytes.length);
            socket.receive(datagram);
            var text = new String(bytes, 0, datagram.getLength(), StandardCharsets.ISO_8859_1);
            if (!text.startsWith(cookie)) continue;
            var answer = new Reader(text, cookie.length()).dictionary();
            if (!List.of("ok", "pong").contains(answer.get("result")))
                throw new SocketTimeoutException("rtpengine: " + answer);
            return answer;
        }
    }

    private static void write(Object value, ByteArrayOutputStream out) {
        switch (value) {
            case Map<?, ?> map -> {
                out.write('d');
                new TreeMap<Object, Object>(map)
                        .forEach((key, each) -> {
                            write(key, out);
                            write(each, out);
                        });
                out.write('e');
            }
            case List<?> list -> {
                out.write('l');
                list.forEach(each -> write(each, out));
                out.write('e');
            }
            case Integer number ->
                    out.writeBytes(("i" + number + "e").getBytes(StandardCharsets.ISO_8859_1));
            default -> {
                var text = value.toString().getBytes(StandardCharsets.ISO_8859_1);
                out.writeBytes((text.length + ":").getBytes(StandardCharsets.ISO_8859_1));
                out.writeBytes(text);
            }
        }
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text, int at) {
            this.text = text;
            this.at = at;
        }

        Map<String, Object> dictionary() {
            var map = new LinkedHashMap<String, Object>();
            at++;
            while (text.charAt(at) != 'e') map.put((String) value(), value());
            at++;
            return map;
        }

        private Object value() {
            return switch (text.charAt(at)) {
                case 'd' -> dictionary();
                case 'l' -> list();
                case 'i' -> number();
                default -> string();
            };
        }

        private List<Object> list() {
            var list = new ArrayList<>();
            at++;
            while (text.charAt(at) != 'e') list.add(value());
            at++;
            return list;
        }

        private long number() {
            int end = text.indexOf('e', at);
            long number = Long.parseLong(text, at + 1, end, 10);
            at = end + 1;
            return number;
        }

        private String string() {
            int colon = text.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(text, at, colon, 10);
            at = end;
            return text.substring(colon + 1, end);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
