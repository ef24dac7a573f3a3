package org.ringdown.testkit.phone;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;

/**
 * A SIP phone that does nothing by itself: what it says, and when, is its test's. So it can be late, forgetful or rude in just the way that
 * a race needs. It is in one call at a time, under the tags that it is given.
 */
public final class ManualPhone {
    private static final Pattern HOST_AND_PORT = Pattern.compile("@([0-9.]+):(\\d+)");

    private final String user;
    private final InetSocketAddress address;
    private final UdpPort port;
    private final List<SipText> heard = new ArrayList<>();
    private String localTag = "mine";
    private String callId;
    private InetSocketAddress far;
    private String remoteUri = "";
    private String remoteTag = "";
    private String remoteTarget = "";
    private long sequence = 1;
    private int branches;
    private int hops = 70;
    private boolean deaf;

    public ManualPhone(String user, InetSocketAddress address, SimulatedNetwork network)
            throws BindException {
        this.user = user;
        this.callId = "call-of-" + user;
        this.address = address;
        this.port = network.open(address, Traffic.SIGNALLING, this::hear);
    }

    public String uri() {
        return "sip:"
                + user
                + "@"
                + address.getAddress().getHostAddress()
                + ":"
                + address.getPort();
    }

    /** Its description: G.711, at a port of its own. */
    public String sdp() {
        return PhoneSdp.describe(
                new InetSocketAddress(address.getAddress(), address.getPort() + 1000));
    }

    /** The same as a next edition that puts the far end on hold. */
    public String holding() {
        return sdp().replace("o=desk 1 1", "o=desk 1 2").replace("a=sendrecv", "a=sendonly");
    }

    /** From now on it speaks under another tag: as another far end of the same fork. */
    public ManualPhone as(String tag) {
        localTag = tag;
        return this;
    }

    /** How often what it asks from now on may be passed on. */
    public ManualPhone hops(int most) {
        hops = most;
        return this;
    }

    /** Hears nothing any more, though what it said is still on its way. */
    public void deafen() {
        deaf = true;
    }

    /** Is gone for good. */
    public void close() {
        port.close();
    }

    /** All that it heard, in order. */
    public List<SipText> heard() {
        return List.copyOf(heard);
    }

    /** What it heard of one kind: a method ("BYE"), or a status and the method that it answers ("200 INVITE"). */
    public List<SipText> heard(String kind) {
        return heard.stream().filter(message -> kind(message).equals(kind)).toList();
    }

    /** The latest of a kind; fails where there is none. */
    public SipText last(String kind) {
        var all = heard(kind);
        if (all.isEmpty()) throw new AssertionError("no " + kind + " in " + kinds());
        return all.getLast();
    }

    public boolean has(String kind) {
        return !heard(kind).isEmpty();
    }

    /** What it heard, in short. */
    public List<String> kinds() {
        return heard.stream().map(ManualPhone::kind).toList();
    }

    private static String kind(SipText message) {
        return message.isRequest()
                ? message.method()
                : message.status() + " " + message.cseqMethod();
    }

    private void hear(ByteBuffer bytes, InetSocketAddress from) {
        if (deaf) return;
        var message = SipText.parse(bytes);
        heard.add(message);
        far = from;
        if (message.is("INVITE") && message.tag("To").isEmpty()) called(message);
        else if (!message.isRequest() && !message.tag("To").isEmpty()) answered(message);
    }

    private void called(SipText invite) {
        callId = invite.callId();
        remoteTag = invite.tag("From");
        remoteUri = invite.uri("From");
        target(invite);
    }

    private void answered(SipText response) {
        if (response.cseqMethod().equals("INVITE")) remoteTag = response.tag("To");
        if (response.first("Contact").isPresent()) target(response);
    }

    private void target(SipText message) {
        remoteTarget = message.uri("Contact");
    }

    // What it says

    /** Calls somebody of the gateway's; the body is empty or a description. */
    public SipText invite(
            String target, InetSocketAddress gateway, String body, String... headers) {
        far = gateway;
        remoteUri = target;
        remoteTarget = target;
        remoteTag = "";
        return send(with(fresh("INVITE", sequence), body, headers));
    }

    /** A request within the call, under the next number. */
    public SipText request(String method, String body, String... headers) {
        return send(with(fresh(method, ++sequence), body, headers));
    }

    /** The ACK to a 2xx, with a branch of its own. */
    public SipText ack(SipText success, String body) {
        return send(with(fresh("ACK", success.cseq()), body));
    }

    /** The CANCEL of an INVITE of its own. */
    public void cancel(SipText invite) {
        var cancel =
                SipText.request("CANCEL", target(invite.start()))
                        .with("Via", invite.one("Via"))
                        .with("Max-Forwards", "70")
                        .with("From", invite.one("From"))
                        .with("To", invite.one("To"))
                        .with("Call-ID", invite.callId())
                        .with("CSeq", invite.cseq() + " CANCEL");
        send(cancel);
    }

    private static String target(String start) {
        return start.split(" ")[1];
    }

    /** Answers; the body is empty or a description. */
    public SipText respond(SipText request, int status, String body, String... headers) {
        var response = SipText.response(request, status, "Whatever", localTag);
        if (status > 100) response = response.with("Contact", "<" + uri() + ">");
        return send(with(response, body, headers));
    }

    /** Sends whoever calls elsewhere. */
    public SipText redirect(SipText invite, String contacts) {
        return send(
                SipText.response(invite, 302, "Moved Temporarily", localTag)
                        .with("Contact", contacts));
    }

    /** Says it once more. */
    public SipText send(SipText message) {
        var to = far;
        var match = HOST_AND_PORT.matcher(remoteTarget);
        if (message.isRequest() && match.find()) {
            to =
                    new InetSocketAddress(
                            InetAddress.ofLiteral(match.group(1)),
                            Integer.parseInt(match.group(2)));
        }
        port.send(message.bytes(), to);
        return message;
    }

    private SipText fresh(String method, long number) {
        var to = "<" + remoteUri + ">" + (remoteTag.isEmpty() ? "" : ";tag=" + remoteTag);
        return SipText.request(method, remoteTarget)
                .with(
                        "Via",
                        "SIP/2.0/UDP "
                                + address.getAddress().getHostAddress()
                                + ":"
                                + address.getPort()
                                + ";rport;branch=z9hG4bK-"
                                + localTag
                                + ++branches)
                .with("Max-Forwards", String.valueOf(hops))
                .with("From", "<" + uri() + ">;tag=" + localTag)
                .with("To", to)
                .with("Call-ID", callId)
                .with("CSeq", number + " " + method)
                .with("Contact", "<" + uri() + ">");
    }

    /** @param headers names and values in turn */
    private static SipText with(SipText message, String body, String... headers) {
        var full = message;
        for (int i = 0; i < headers.length; i += 2) full = full.with(headers[i], headers[i + 1]);
        return Optional.of(body).filter(text -> !text.isEmpty()).map(full::withSdp).orElse(full);
    }
}
