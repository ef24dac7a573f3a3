package org.ringdown.way;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.wire.MalformedException;

/** Where a request within a dialog goes. The far end's messages come from 203.0.113.7:5062. */
class NextHopTest {
    private static final InetSocketAddress US = at("198.51.100.1", 5060);
    private static final Flow FLOW = Flow.udp(at("203.0.113.7", 5062), US);

    @ParameterizedTest(name = "Contact {0}: to {1}:{2}")
    @CsvSource({
        "sip:bob@203.0.113.9:5070,203.0.113.9,5070",
        "sip:bob@203.0.113.9,203.0.113.9,5060",
        "sip:bob@203.0.113.9;transport=UDP,203.0.113.9,5060",
        "sip:bob@192.168.1.2,203.0.113.7,5062",
        "sip:bob@127.0.0.1,203.0.113.7,5062",
        "sip:bob@169.254.1.1,203.0.113.7,5062",
        "sip:bob@0.0.0.0,203.0.113.7,5062",
        "sip:bob@224.0.1.75,203.0.113.7,5062",
        "sip:bob@pbx.example,203.0.113.7,5062",
        "sip:bob@203.0.113.9;transport=tcp,203.0.113.7,5062",
        "sips:bob@203.0.113.9,203.0.113.7,5062"
    })
    void toTheContactUnlessItCannotBeReached(String contact, String host, int port)
            throws MalformedException {
        assertThat(NextHop.of(dialog(contact), FLOW).remote()).isEqualTo(at(host, port));
    }

    @Test
    void aPrivateContactWhereSignallingComesFromTheSameIsReached() throws MalformedException {
        var here = Flow.udp(at("192.168.1.2", 40_000), US);
        assertThat(NextHop.of(dialog("sip:bob@192.168.1.2:5060"), here).remote())
                .isEqualTo(at("192.168.1.2", 5060));
    }

    @Test
    void theFirstRouteComesBeforeTheContact() throws MalformedException {
        var route = NameAddr.parse("<sip:203.0.113.10;lr>");
        assertThat(NextHop.of(dialog("sip:bob@203.0.113.9", route), FLOW).remote())
                .isEqualTo(at("203.0.113.10", 5060));
    }

    @Test
    void aStreamStaysTheStreamThatItIs() throws MalformedException {
        var stream = new Flow(Transport.TCP, at("203.0.113.7", 40_000), US, 1);
        assertThat(NextHop.of(dialog("sip:bob@203.0.113.9"), stream)).isEqualTo(stream);
    }

    private static Dialog dialog(String contact, NameAddr... routes) throws MalformedException {
        var us = NameAddr.parse("<sip:alice@198.51.100.1>;tag=a");
        var them = NameAddr.parse("<sip:bob@203.0.113.7>;tag=b");
        return new Dialog(
                new DialogId("call", "a", "b"),
                us,
                them,
                1,
                OptionalLong.empty(),
                List.of(routes),
                SipUri.parse(contact),
                false,
                false);
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }
}
