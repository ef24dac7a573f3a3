package org.ringdown.simulation;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;

/**
 * A SIP peer that answers each request with the responses its test gives it, however wrong they are: a status line, further headers, and
 * perhaps a session description behind an empty line.
 */
final class RawPeer {
    private final InetSocketAddress address;
    private final UdpPort port;
    private final World world;
    private Function<String, List<String>> answers = _ -> List.of();
    private String invite = "";
    private boolean hushed;
    private InetSocketAddress gateway;

    RawPeer(String address, World world) {
        this.world = world;
        this.address = new InetSocketAddress(InetAddress.ofLiteral(address), 5060);
        try {
            this.port = world.network().open(this.address, Traffic.SIGNALLING, this::hear);
        } catch (BindException impossible) {
            throw new IllegalStateException("a host of its own", impossible);
        }
    }

    String uri(String user) {
        return "sip:" + user + "@" + address.getAddress().getHostAddress() + ":5060";
    }

    /** What it answers to the requests that it hears, but for ACK and BYE. */
    RawPeer answering(Function<String, List<String>> with) {
        answers = with;
        return this;
    }

    RawPeer answering(String... with) {
        return answering(_ -> List.of(with));
    }

    void send(String request, InetSocketAddress to) {
        port.send(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)), to);
    }

    private void hear(ByteBuffer bytes, InetSocketAddress from) {
        var message = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        if (message.startsWith("SIP/2.0") || message.startsWith("ACK ")) return;
        var responses = message.startsWith("INVITE ") ? answers.apply(message) : List.of("200 OK");
        if (message.startsWith("INVITE ")) {
            invite = message;
            gateway = from;
        }
        for (var response : responses) send(response(message, response), from);
    }

    /** Hangs up the call that it answered. */
    void hangUp(String header) {
        var lines =
                List.of(
                        "BYE sip:" + gateway.getAddress().getHostAddress() + " SIP/2.0",
                        "Via: SIP/2.0/UDP 10.9.0.1:5060;rport;branch=z9hG4bKbye",
                        "Max-Forwards: 70",
                        header(invite, "To").replaceFirst("To", "From").strip() + ";tag=raw",
                        header(invite, "From").replaceFirst("From", "To").strip(),
                        header(invite, "Call-ID").strip(),
                        "CSeq: 1 BYE",
                        header,
                        "Content-Length: 0");
        send(String.join("\r\n", lines) + "\r\n\r\n", gateway);
    }

    /** Sends sound to where the INVITE wants it, from a host of its own choice. */
    void speak(String host, int payloadType) {
        var found = Pattern.compile("m=audio (\\d+)").matcher(invite);
        if (!found.find()) throw new IllegalStateException("no INVITE was heard");
        var to = new InetSocketAddress(gateway.getAddress(), Integer.parseInt(found.group(1)));
        try {
            var from = new InetSocketAddress(InetAddress.ofLiteral(host), 4000);
            var sound = world.network().open(from, Traffic.MEDIA, (_, _) -> {});
            packet(sound, to, payloadType, 1);
        } catch (BindException impossible) {
            throw new IllegalStateException("a port of its own", impossible);
        }
    }

    void hush() {
        hushed = true;
    }

    private void packet(UdpPort from, InetSocketAddress to, int payloadType, int number) {
        var packet = ByteBuffer.allocate(172);
        packet.put(0, (byte) 0x80).put(1, (byte) payloadType).putShort(2, (short) number);
        packet.putInt(4, 160 * number).putInt(8, 7);
        if (hushed) return;
        from.send(packet, to);
        var next = Duration.ofMillis(20);
        world.time().after(next, () -> packet(from, to, payloadType, number + 1));
    }

    private String response(String request, String response) {
        int empty = response.indexOf("\n\n");
        String head = empty < 0 ? response : response.substring(0, empty);
        String body = empty < 0 ? "" : response.substring(empty + 2).replace("\n", "\r\n");
        var out = new StringBuilder("SIP/2.0 ");
        var lines = head.split("\n");
        out.append(lines[0]).append("\r\n").append(header(request, "Via"));
        out.append(header(request, "From"));
        out.append(header(request, "To").replaceFirst("\r\n", ";tag=raw\r\n"));
        out.append(header(request, "Call-ID")).append(header(request, "CSeq"));
        out.append("Contact: <").append(uri("raw")).append(">\r\n");
        for (int i = 1; i < lines.length; i++) out.append(lines[i]).append("\r\n");
        if (!body.isEmpty()) out.append("Content-Type: application/sdp\r\n");
        out.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        return out.toString();
    }

    private static String header(String message, String name) {
        var found = Pattern.compile("(?m)^" + name + ":.*\r\n").matcher(message);
        return found.find() ? found.group() : "";
    }

    /** A session description: a connection address, a port, a profile, and the lines of its payload types. */
    static String sdp(String host, int port, String profile, String types, String... attributes) {
        var lines = new StringBuilder();
        lines.append("v=0\no=raw 1 1 IN IP4 ").append(host).append("\ns=-\n");
        lines.append("c=IN IP4 ").append(host).append("\nt=0 0\n");
        lines.append("m=audio ").append(port).append(' ').append(profile).append(' ').append(types);
        lines.append('\n');
        for (var attribute : attributes) lines.append("a=").append(attribute).append('\n');
        return lines.toString();
    }
}
