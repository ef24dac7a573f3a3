package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;
import org.ringdown.trunk.Trunk;

/** What one side writes into its message is not in ours to the other side, whichever way it is wrapped. */
class SmugglingTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Pattern NAME = Pattern.compile("(?m)^([^:\\r\\n]+): ");

    /** What an INVITE of ours to a trunk has, and no more. */
    private static final Set<String> OURS =
            Set.of(
                    "Via",
                    "Max-Forwards",
                    "From",
                    "To",
                    "Call-ID",
                    "CSeq",
                    "Contact",
                    "Allow",
                    "Supported",
                    "User-Agent",
                    "Session-Expires",
                    "Min-SE",
                    "Content-Type",
                    "Content-Length");

    private final List<String> atFirst = new ArrayList<>();
    private final List<String> atSecond = new ArrayList<>();
    private World world;
    private UdpPort first;
    private UdpPort second;

    @BeforeEach
    void open() throws Exception {
        var target = new Target.ByTrunk(List.of("second"), Rewriting.NONE);
        world =
                World.from(1)
                        .trunk(Trunk.at("first", SipUri.parse("sip:10.1.0.1")))
                        .trunk(Trunk.at("second", SipUri.parse("sip:10.1.0.2")))
                        .route(
                                new Route(
                                        new org.ringdown.route.Pattern("+49*"),
                                        Optional.of("first"),
                                        Optional.empty(),
                                        target))
                        .build();
        first = port("10.1.0.1", atFirst);
        second = port("10.1.0.2", atSecond);
    }

    @Test
    void headerSmugglingInACall() {
        send(
                first,
                """
                INVITE sip:+49301@10.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 10.1.0.1:5060;branch=z9hG4bK-1
                Max-Forwards: 70
                From: "a\\"b%0d%0aX-Evil: 1" <sip:+4930%0D%0AX-Evil%3A%201@10.1.0.1;x-evil=1?X-Evil=1>;tag=1;x-evil=2
                To: <sip:+49301@10.0.0.1>
                Call-ID: evil
                CSeq: 1 INVITE
                Contact: <sip:evil@10.1.0.1>;x-evil=3
                Subject: folded
                 X-Evil: 4
                X-Evil : 5
                P-Asserted-Identity: <sip:evil@evil.example>
                Remote-Party-ID: <sip:evil@evil.example>
                Diversion: <sip:evil@evil.example>
                History-Info: <sip:evil@evil.example>;index=1
                Alert-Info: <http://evil.example/>
                Authorization: Digest username="evil"
                Content-Type: application/sdp
                Content-Length: LENGTH

                v=0
                o=evil 1 1 IN IP4 10.1.0.1
                s=evil
                i=evil
                u=http://evil.example/
                e=evil@evil.example
                c=IN IP4 10.1.0.1
                t=0 0
                a=x-evil:6
                m=audio 40000 RTP/AVP 8
                a=rtpmap:8 PCMA/8000
                a=x-evil:7
                """);
        world.run(SOON);
        var invite =
                atSecond.stream()
                        .filter(text -> text.startsWith("INVITE "))
                        .findFirst()
                        .orElseThrow();
        assertThat(names(invite)).isSubsetOf(OURS);
        assertThat(invite.lines()).noneMatch(line -> line.toLowerCase().startsWith("x-evil"));
        assertThat(invite.substring(invite.indexOf("\r\n\r\n"))).doesNotContain("evil");
        assertThat(invite).doesNotContain("evil.example", "x-evil=");

        send(second, refusal(invite));
        world.run(SOON);
        var refused =
                atFirst.stream()
                        .filter(text -> text.startsWith("SIP/2.0 486 Busy Here\r\n"))
                        .findFirst()
                        .orElseThrow();
        assertThat(names(refused))
                .containsExactlyInAnyOrder(
                        "Via", "From", "To", "Call-ID", "CSeq", "Content-Length");
        assertThat(refused).doesNotContain("evil.example", "X-Evil: 8", "X-Evil: 9");
        world.run(Duration.ofMinutes(1));
        world.finish();
    }

    /** It is busy, and says more than that. */
    private static String refusal(String invite) {
        var echoed =
                invite.lines()
                        .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                        .map(line -> line.startsWith("To: ") ? line + ";tag=2" : line)
                        .collect(Collectors.joining("\n"));
        return "SIP/2.0 486 Busy X-Evil: 8\n"
                + echoed
                + "\nX-Evil: 9\nContact: <sip:evil@evil.example>\nError-Info: <sip:evil@evil.example>\nContent-Length: 0\n\n";
    }

    private static Set<String> names(String message) {
        var head = message.substring(0, message.indexOf("\r\n\r\n") + 2);
        return NAME.matcher(head)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private void send(UdpPort from, String text) {
        int body = text.indexOf("\n\n") + 2;
        var lines = text.substring(body).replace("\n", "\r\n");
        var whole =
                text.substring(0, body)
                                .replace("LENGTH", Integer.toString(lines.length()))
                                .replace("\n", "\r\n")
                        + lines;
        from.send(ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8)), world.sip());
    }

    private UdpPort port(String host, List<String> heard) throws BindException {
        return world.network()
                .open(
                        new InetSocketAddress(InetAddress.ofLiteral(host), 5060),
                        Traffic.SIGNALLING,
                        (bytes, _) ->
                                heard.add(
                                        StandardCharsets.UTF_8
                                                .decode(bytes.duplicate())
                                                .toString()));
    }
}
