package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An address at which a side may be reached (a=candidate, RFC 8839 §5.1).
 *
 * @param foundation the same for candidates that fail together
 * @param component 1 for RTP (and RTCP with it), 2 for RTCP alone
 * @param transport {@code udp} or {@code tcp}, in any case
 * @param address an IP address; browsers also write mDNS names
 * @param type host, srflx, prflx or relay
 * @param extensions what follows, in pairs: raddr, rport, tcptype (RFC 6544 §4.5) and others
 */
public record IceCandidate(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        SequencedMap<String, String> extensions) {
    private static final int HOST_PREFERENCE = 126;
    private static final int PASSIVE_PREFERENCE = 4;

    public IceCandidate {
        List.of(foundation, transport, address, type).forEach(Text::field);
        extensions = Parameters.copyOf(extensions);
        extensions.forEach((name, value) -> List.of(name, value).forEach(Text::field));
    }

    /**
     * A UDP address of our own for RTP and RTCP.
     *
     * @param preference 0 to 65535, a different one for each address (RFC 8445 §5.1.2)
     */
    public static IceCandidate hostUdp(
            String foundation, int preference, String address, int port) {
        return host(foundation, "udp", preference, address, port, new LinkedHashMap<>());
    }

    /**
     * An address of our own that waits for TCP connections (RFC 6544 §4.5): less preferred than any over UDP.
     *
     * @param preference 0 to 8191, a different one for each address (§4.2)
     */
    public static IceCandidate hostTcp(
            String foundation, int preference, String address, int port) {
        int local = PASSIVE_PREFERENCE << 13 | preference;
        var passive = new LinkedHashMap<String, String>();
        passive.put("tcptype", "passive");
        return host(foundation, "tcp", local, address, port, passive);
    }

    private static IceCandidate host(
            String foundation,
            String transport,
            int preference,
            String address,
            int port,
            SequencedMap<String, String> extensions) {
        long priority = (long) HOST_PREFERENCE << 24 | (long) preference << 8 | 255;
        return new IceCandidate(
                foundation, 1, transport, priority, address, port, "host", extensions);
    }

    /** The same address for RTCP alone, one step less preferred (RFC 8445 §5.1.2.1). */
    IceCandidate ofRtcpAt(int rtcpPort) {
        return new IceCandidate(
                foundation, 2, transport, priority - 1, address, rtcpPort, type, extensions);
    }

    public boolean isUdp() {
        return transport.equalsIgnoreCase("udp");
    }

    public Optional<String> extension(String name) {
        return Optional.ofNullable(extensions.get(name));
    }

    /** Empty where it does not read as a candidate: such a one is to be ignored (RFC 8839 §5.1). */
    static Optional<IceCandidate> parse(String text) {
        var f = Text.fields(text);
        if (f.size() < 8 || !f.get(6).equals("typ")) return Optional.empty();
        var component = Text.number(f.get(1), 256);
        var priority = Text.number(f.get(3), 0xFFFF_FFFFL);
        var port = Text.number(f.get(5), 0xFFFF);
        if (component.isEmpty() || priority.isEmpty() || port.isEmpty()) return Optional.empty();
        var extensions = new LinkedHashMap<String, String>();
        for (int i = 8; i + 1 < f.size(); i += 2) {
            extensions.putIfAbsent(f.get(i), f.get(i + 1));
        }
        return Optional.of(
                new IceCandidate(
                        f.get(0),
                        component.getAsInt(),
                        f.get(2),
                        priority.getAsLong(),
                        f.get(4),
                        port.getAsInt(),
                        f.get(7),
                        extensions));
    }

    /** What follows {@code a=candidate:}. */
    public String value() {
        var fields = new ArrayList<String>();
        fields.addAll(List.of(foundation, "" + component, transport, "" + priority));
        fields.addAll(List.of(address, "" + port, "typ", type));
        extensions.forEach((name, value) -> fields.addAll(List.of(name, value)));
        return String.join(" ", fields);
    }
}
