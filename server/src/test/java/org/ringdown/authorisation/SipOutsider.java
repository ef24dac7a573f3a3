package org.ringdown.authorisation;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.ringdown.sip.auth.Digest;
import org.ringdown.sip.auth.DigestAlgorithm;
import org.ringdown.sip.auth.Qop;

/** Somebody with a SIP phone of their own making: one UDP socket that says what it likes, and hears all that comes. */
final class SipOutsider implements AutoCloseable {
    private static final Pattern HEADER =
            Pattern.compile("(?m)^(?<name>[A-Za-z-]+): (?<value>.*)$");
    private static final int PATIENCE_MS = 20_000;

    static final String SDP =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            a=rtpmap:8 PCMA/8000
            """
                    .replace("\n", "\r\n");

    private final DatagramSocket socket;
    private final InetSocketAddress gateway;
    private final Deque<String> heard = new ArrayDeque<>();
    private int said;

    SipOutsider(String address, int port, InetSocketAddress gateway) throws IOException {
        this.socket = new DatagramSocket(port, InetAddress.getByName(address));
        this.gateway = gateway;
        socket.setSoTimeout(PATIENCE_MS);
    }

    int port() {
        return socket.getLocalPort();
    }

    String host() {
        return socket.getLocalAddress().getHostAddress();
    }

    /**
     * A request outside of any dialog.
     *
     * @param from the user whom it claims to come from
     * @param to a user or a number, here
     */
    record Request(String method, String from, String to, String more, String body) {
        Request with(String header) {
            return new Request(method, from, to, more + header + "\r\n", body);
        }

        static Request of(String method, String from, String to) {
            return new Request(method, from, to, "", "");
        }

        static Request invite(String from, String to) {
            return new Request("INVITE", from, to, "Content-Type: application/sdp\r\n", SDP);
        }
    }

    /** The final response, without anything proved. */
    String ask(Request request) throws IOException {
        return last(send(request, ""));
    }

    /** The final response once it has proved to be {@code name}; another nonce is asked for first. */
    String askAs(String name, String password, Request request) throws IOException {
        return last(send(request, proof(name, password, request, ask(request), 1)));
    }

    /** Sends it, and gives its Call-ID. */
    String send(Request request, String authorization) throws IOException {
        var callId = "c" + ++said + "-" + port();
        send(text(request, callId, authorization));
        return callId;
    }

    /** @param challenge what it was asked for */
    String proof(String name, String password, Request request, String challenge, int count) {
        var uri = uri(request);
        var realm = parameter(challenge, "realm");
        var nonce = parameter(challenge, "nonce");
        var response =
                Digest.response(
                        DigestAlgorithm.MD5,
                        Digest.ha1(DigestAlgorithm.MD5, name, realm, password),
                        new Digest.Freshness(nonce, count, "c"),
                        Qop.AUTH,
                        Digest.Subject.of(request.method(), uri));
        return "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=MD5, qop=auth, nc=%08x, cnonce=\"c\", response=\"%s\"\r\n"
                .formatted(name, realm, nonce, uri, count, response);
    }

    private String uri(Request request) {
        var here = gateway.getAddress().getHostAddress() + ":" + gateway.getPort();
        return request.method().equals("REGISTER")
                ? "sip:" + here
                : "sip:" + request.to() + "@" + here;
    }

    private String text(Request request, String callId, String authorization) {
        var here = gateway.getAddress().getHostAddress() + ":" + gateway.getPort();
        boolean contact = request.more().contains("Contact: ");
        return "%s %s SIP/2.0\r\n".formatted(request.method(), uri(request))
                + "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK%s-%d\r\n"
                        .formatted(host(), port(), callId, said)
                + "Max-Forwards: 70\r\n"
                + "From: <sip:%s@%s>;tag=f%s\r\n".formatted(request.from(), here, callId)
                + "To: <sip:%s@%s>\r\n".formatted(request.to(), here)
                + "Call-ID: %s\r\nCSeq: %d %s\r\n".formatted(callId, said, request.method())
                + (contact
                        ? ""
                        : "Contact: <sip:%s@%s:%d>\r\n".formatted(request.from(), host(), port()))
                + request.more()
                + authorization
                + "Content-Length: %d\r\n\r\n".formatted(request.body().length())
                + request.body();
    }

    void send(String message) throws IOException {
        var bytes = message.getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length, gateway));
    }

    /** An answer to a request that came, with what those have that make a dialog. */
    void answer(String request, String status, String more, String body) throws IOException {
        var answer = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var name : new String[] {"Via", "From", "To", "Call-ID", "CSeq", "Record-Route"}) {
            var matcher = HEADER.matcher(request);
            while (matcher.find()) {
                if (!matcher.group("name").equals(name)) continue;
                var value = matcher.group("value");
                boolean tag = name.equals("To") && !value.contains(";tag=");
                answer.append(name)
                        .append(": ")
                        .append(value)
                        .append(tag ? ";tag=us" : "")
                        .append("\r\n");
            }
        }
        answer.append("Contact: <sip:%s:%d>\r\n".formatted(host(), port()));
        answer.append(more)
                .append("Content-Length: %d\r\n\r\n".formatted(body.length()))
                .append(body);
        send(answer.toString());
    }

    /** A request within the dialog of a call that it has placed, from the 200 that answered it. */
    String within(String ok, String method, int number, String more) {
        return "%s %s SIP/2.0\r\n".formatted(method, header(ok, "Contact").replaceAll("[<>]", ""))
                + "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKw%d-%d\r\n"
                        .formatted(host(), port(), port(), ++said)
                + "Max-Forwards: 70\r\n"
                + "From: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %d %s\r\n"
                        .formatted(
                                header(ok, "From"),
                                header(ok, "To"),
                                header(ok, "Call-ID"),
                                number,
                                method)
                + more
                + "Content-Length: 0\r\n\r\n";
    }

    static String header(String message, String name) {
        var matcher = HEADER.matcher(message);
        while (matcher.find())
            if (matcher.group("name").equals(name)) return matcher.group("value");
        throw new AssertionError("no " + name + " in\n" + message);
    }

    static String parameter(String message, String name) {
        return message.replaceAll("(?s).*\\b" + name + "=\"([^\"]*)\".*", "$1");
    }

    /** The final response to the request with this Call-ID; an INVITE's is acknowledged where it was refused. */
    String last(String callId) throws IOException {
        var answer =
                await(message ->
                        message.startsWith("SIP/2.0 ")
                                && !message.startsWith("SIP/2.0 1")
                                && message.contains("\nCall-ID: " + callId + "\n"));
        if (header(answer, "CSeq").endsWith("INVITE") && !answer.startsWith("SIP/2.0 2"))
            acknowledge(answer);
        return answer;
    }

    private void acknowledge(String answer) throws IOException {
        send(
                "ACK sip:x@%s:%d SIP/2.0\r\n".formatted(gateway.getHostString(), gateway.getPort())
                        + "Via: %s\r\nMax-Forwards: 70\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %s\r\nContent-Length: 0\r\n\r\n"
                                .formatted(
                                        header(answer, "Via")
                                                .replaceAll(";(received|rport)=[^;]*", ""),
                                        header(answer, "From"),
                                        header(answer, "To"),
                                        header(answer, "Call-ID"),
                                        header(answer, "CSeq").replace("INVITE", "ACK")));
    }

    String request(String method) throws IOException {
        return await(message -> message.startsWith(method + " "));
    }

    /** What has come and nobody has asked for yet. */
    Deque<String> unread() {
        return heard;
    }

    private String await(Predicate<String> wanted) throws IOException {
        for (var it = heard.iterator(); it.hasNext(); ) {
            var message = it.next();
            if (!wanted.test(message)) continue;
            it.remove();
            return message;
        }
        while (true) {
            var packet = new DatagramPacket(new byte[8000], 8000);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("nothing came; unread: " + heard, e);
            }
            var message =
                    new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII)
                            .replace("\r\n", "\n");
            if (wanted.test(message)) return message;
            heard.add(message);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
