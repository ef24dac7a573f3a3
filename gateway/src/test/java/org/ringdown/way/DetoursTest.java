package org.ringdown.way;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Via;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.wire.MalformedException;

/** Which requests take another way than the one they were meant to (RFC 3261 §18.1.1), and which. */
class DetoursTest {
    private static final InetSocketAddress US = at("198.51.100.1");
    private static final Flow UDP = Flow.udp(at("203.0.113.7"), US);
    private static final Flow TCP = new Flow(Transport.TCP, UDP.remote(), US, 1);
    private static final Flow ANEW = new Flow(Transport.TCP, UDP.remote(), US, 2);
    private static final Reached BY_UDP =
            new Reached(
                    UDP,
                    Optional.empty(),
                    List.of(new Hop(Transport.UDP, at("203.0.113.8"), "pbx.example")));

    private final Network network = new Network();
    private final List<Runnable> due = new ArrayList<>();
    private final List<Optional<Reached>> found = new ArrayList<>();
    private final Detours detours =
            new Detours(
                    network,
                    (delay, task) -> {
                        assertThat(delay).isEqualTo(Detours.PATIENCE);
                        due.add(task);
                        return () -> due.remove(task);
                    });

    @Test
    void whatFitsTakesItsOwnWay() throws MalformedException {
        assertThat(detours.detour(request(Detours.LARGEST_DATAGRAM), BY_UDP)).isEmpty();
        assertThat(detours.detour(request(5_000), Reached.at(TCP))).isEmpty();
    }

    @Test
    void whatIsLargerThan1300BytesGoesByTcp() throws MalformedException {
        take(Detours.LARGEST_DATAGRAM + 1);
        assertThat(network.asked).containsExactly(UDP.remote());

        network.connected.accept(Optional.of(TCP));

        var way = found.getFirst().orElseThrow();
        assertThat(way.flow()).isEqualTo(TCP);
        assertThat(way.others()).isEqualTo(BY_UDP.others());
        assertThat(due).isEmpty();
    }

    @Test
    void whoRefusesTcpGetsItByUdpAfterAll() throws MalformedException {
        take(2_000);
        network.connected.accept(Optional.empty());

        assertThat(found).containsExactly(Optional.of(BY_UDP));
    }

    @Test
    void whoSaysNothingToTcpGetsItByUdpSoonAndOnce() throws MalformedException {
        take(2_000);
        due.getFirst().run();
        network.connected.accept(Optional.of(TCP));

        assertThat(found).containsExactly(Optional.of(BY_UDP));
    }

    @Test
    void aBrokenStreamIsMadeAnewToTheFirstRoute() throws MalformedException {
        network.broken = true;
        var route = NameAddr.parse("<sip:proxy.example;lr>");
        var request = request(100);
        var routed =
                request.withHeaders(request.headers().toBuilder().routes(List.of(route)).build());

        detours.detour(routed, Reached.at(TCP)).orElseThrow().take(found::add);

        assertThat(network.again).containsExactly("sip:proxy.example;lr");
        assertThat(found).containsExactly(Optional.of(Reached.at(ANEW)));
    }

    private void take(int size) throws MalformedException {
        detours.detour(request(size), BY_UDP).orElseThrow().take(found::add);
    }

    /** Of this size when written, or a little more where that is too small for any. */
    private static SipRequest request(int size) throws MalformedException {
        var headers =
                Headers.builder()
                        .via(Via.of("UDP", HostPort.of("198.51.100.1"), "z9hG4bK1"))
                        .maxForwards(70)
                        .from(NameAddr.parse("<sip:us@198.51.100.1>;tag=1"))
                        .to(NameAddr.parse("<sip:pbx@203.0.113.7>"))
                        .callId("c")
                        .cseq(new CSeq(1, Methods.INVITE))
                        .set("Content-Type", "application/sdp")
                        .build();
        var target = SipUri.parse("sip:pbx@203.0.113.7");
        var empty = new SipRequest(Methods.INVITE, target, headers, Body.EMPTY);
        var request = empty;
        for (int body = 0; request.toBytes().length < size; body++) {
            request = empty.withBody("application/sdp", Body.of("x".repeat(body)));
        }
        return request;
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 5060);
    }

    private static final class Network implements SipTransport {
        final List<InetSocketAddress> asked = new ArrayList<>();
        final List<String> again = new ArrayList<>();
        Consumer<Optional<Flow>> connected = _ -> {};
        boolean broken;

        @Override
        public void send(Flow flow, ByteBuffer message, Runnable failed) {
            throw new AssertionError("nothing is sent here");
        }

        @Override
        public void locate(SipUri target, Consumer<List<Hop>> found) {
            throw new AssertionError("nothing is located here");
        }

        @Override
        public void connect(Hop hop, Consumer<Optional<Flow>> then) {
            assertThat(hop.transport()).isEqualTo(Transport.TCP);
            asked.add(hop.address());
            connected = then;
        }

        @Override
        public void reconnect(Flow flow, SipUri target, Consumer<Optional<Flow>> then) {
            again.add(target.toString());
            then.accept(Optional.of(ANEW));
        }

        @Override
        public boolean isOpen(Flow flow) {
            return !broken;
        }

        @Override
        public String sentBy(Flow flow) {
            return "198.51.100.1";
        }
    }
}
