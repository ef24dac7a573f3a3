package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.wire.MalformedException;

/** What must hold for any bytes at all: read or refused, answered or dropped, never anything else. */
final class Invariants {
    private static final InetSocketAddress SOURCE =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.77"), 5082);

    private Invariants() {}

    static void hold(byte[] bytes) {
        datagram(bytes);
        stream(bytes);
    }

    private static void datagram(byte[] bytes) {
        SipParser.isKeepAlive(ByteBuffer.wrap(bytes));
        try {
            switch (SipParser.parse(ByteBuffer.wrap(bytes))) {
                case SipRequest request -> request(ResponseTarget.stamp(request, SOURCE));
                case SipResponse response -> sound(response);
            }
        } catch (MalformedException _) {
            // refused, as most input is
        }
    }

    private static void request(SipRequest request) throws MalformedException {
        assertThat(
                        request.headers().via().received().isPresent()
                                || request.headers().via().sentBy().address().isPresent())
                .isTrue();
        ResponseTarget.of(request.headers().via());
        var refusal = Validation.check(request, Messages.CAPABILITIES);
        var response =
                refusal.map(it -> Responses.to(request, it, "t"))
                        .orElseGet(() -> Responses.to(request, 200, "OK", "t"));
        linesSurvive(response);
        if (refusal.isEmpty()) {
            sound(request);
            assertThat(SipParser.parse(ByteBuffer.wrap(response.toBytes())))
                    .isInstanceOf(SipResponse.class);
        }
    }

    /** What is written has the lines that were meant, no more and no fewer. */
    private static void linesSurvive(SipMessage message) throws MalformedException {
        var written = message.toBytes();
        var head = HeadReader.read(written, 0, written.length);
        assertThat(head.fault()).isEmpty();
        assertThat(head.startLine()).isEqualTo(message.startLine());
        assertThat(head.headers().without("Content-Length"))
                .isEqualTo(message.headers().without("Content-Length"));
    }

    /** A message that passed can be read in all its parts, and each part written and read again is the same. */
    private static void sound(SipMessage message) throws MalformedException {
        linesSurvive(message);
        var headers = message.headers();
        headers.callId();
        for (var via : headers.vias()) assertThat(Via.parse(via.toString())).isEqualTo(via);
        var addresses = new ArrayList<>(List.of(headers.from(), headers.to()));
        headers.contacts().forEach(contact -> addresses.add(contact.address()));
        addresses.addAll(headers.routes());
        addresses.addAll(headers.recordRoutes());
        for (var address : addresses) {
            assertThat(NameAddr.parse(address.toString())).isEqualTo(address);
            assertThat(Uri.parse(address.uri().toString())).isEqualTo(address.uri());
            if (address.uri() instanceof SipUri uri) {
                assertThat(uri.withUser(uri.user()).toString()).isNotEmpty();
                assertThat(uri.isEquivalentTo(uri)).isTrue();
            }
        }
        assertThat(CSeq.parse(headers.cseq().toString())).isEqualTo(headers.cseq());
        headers.contentType().ifPresent(type -> assertThat(type.name()).contains("/"));
        headers.contacts().forEach(Contact::expires);
        headers.contacts().forEach(Contact::q);
        headers.accepts("application/sdp");
        headers.parameterised("Reason");
        headers.seconds("Retry-After");
        headers.supports("timer");
        headers.maxForwards();
        headers.expires();
    }

    /** A stream says the same however it is cut. */
    private static void stream(byte[] bytes) {
        var whole = new ArrayList<Frame>();
        var single = new ArrayList<Frame>();
        assertThat(feed(bytes, bytes.length, whole)).isEqualTo(feed(bytes, 1, single));
        assertThat(single).isEqualTo(whole);
    }

    /** Whether the stream stayed in step. */
    static boolean feed(byte[] bytes, int step, List<Frame> frames) {
        var framer = new SipFramer();
        try {
            for (int at = 0; at < bytes.length; at += step) {
                framer.feed(
                        ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at)), frames::add);
            }
            return true;
        } catch (MalformedException _) {
            return false;
        }
    }
}
