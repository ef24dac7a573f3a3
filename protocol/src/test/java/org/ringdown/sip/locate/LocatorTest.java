package org.ringdown.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.DnsRecord.Address;
import org.ringdown.sip.locate.DnsRecord.Naptr;
import org.ringdown.sip.locate.DnsRecord.Srv;
import org.ringdown.sip.locate.Locator.Step;
import org.ringdown.sip.locate.Question.Kind;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.wire.MalformedException;

/** Walks through the rules of RFC 3263 §4, with the records of its own example and of worse zones. */
class LocatorTest {
    private static final Set<Transport> ALL =
            Set.of(Transport.UDP, Transport.TCP, Transport.TLS, Transport.WS, Transport.WSS);

    private final Map<Question, List<DnsRecord>> zone = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Reach reach = new Reach(ALL, List.of(Kind.A));

    // §4.1 and §4.2, where nothing is asked

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "sip:192.0.2.3,UDP 192.0.2.3:5060",
        "sip:192.0.2.3:5070,UDP 192.0.2.3:5070",
        "sips:192.0.2.3,TLS 192.0.2.3:5061",
        "sips:192.0.2.3:5070,TLS 192.0.2.3:5070",
        "sip:192.0.2.3;transport=tcp,TCP 192.0.2.3:5060",
        "sip:192.0.2.3;transport=TLS,TLS 192.0.2.3:5061",
        "sips:192.0.2.3;transport=tcp,TLS 192.0.2.3:5061",
        "sip:192.0.2.3;transport=ws,WS 192.0.2.3:80",
        "sip:192.0.2.3;transport=wss,WSS 192.0.2.3:443",
        "sips:192.0.2.3;transport=ws,WSS 192.0.2.3:443",
        "sip:[2001:db8::1]:5070,UDP [2001:db8::1]:5070",
        "sip:pbx.example;maddr=192.0.2.9,UDP 192.0.2.9:5060",
        "sip:pbx.example:5070;maddr=[2001:db8::2];transport=tcp,TCP [2001:db8::2]:5070"
    })
    void anAddressIsUsedAsItIs(String uri, String hop) throws MalformedException {
        reach = new Reach(ALL, List.of(Kind.A, Kind.AAAA));

        assertThat(hops(uri)).containsExactly(hop);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sips:192.0.2.3;transport=udp",
                "sip:192.0.2.3;transport=sctp",
                "sips:pbx.example;transport=udp"
            })
    void aTransportThatWeDoNotHaveOrThatIsNotSecureLeadsNowhere(String uri)
            throws MalformedException {
        assertThat(hops(uri)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void whatWeCannotSendOnLeadsNowhere() throws MalformedException {
        reach = new Reach(Set.of(Transport.UDP, Transport.TCP), List.of(Kind.A));

        assertThat(hops("sips:192.0.2.3")).isEmpty();
        assertThat(hops("sip:pbx.example;transport=tls")).isEmpty();
        assertThat(hops("sips:pbx.example")).isEmpty();
        assertThat(hops("sip:[2001:db8::1]")).isEmpty();
    }

    // §4.2, where the port is known

    @Test
    void withAPortOnlyAddressesAreAskedFor() throws MalformedException {
        address("pbx.example", "192.0.2.3", "192.0.2.4");

        assertThat(hops("sip:pbx.example:5070"))
                .containsExactly("UDP 192.0.2.3:5070", "UDP 192.0.2.4:5070");
        assertThat(hops("sips:pbx.example:5070")).first().isEqualTo("TLS 192.0.2.3:5070");
        assertThat(asked).containsOnly("A pbx.example");
    }

    @Test
    void withATransportOnlyItsServersAreAskedFor() throws MalformedException {
        srv("_sip._tcp.pbx.example", 1, 0, 5080, "a.pbx.example");
        address("a.pbx.example", "192.0.2.3");

        assertThat(hops("sip:pbx.example;transport=tcp")).containsExactly("TCP 192.0.2.3:5080");
        assertThat(asked).containsExactly("SRV _sip._tcp.pbx.example", "A a.pbx.example");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:pbx.example;transport=udp,_sip._udp.pbx.example,UDP 192.0.2.3:5060",
        "sip:pbx.example;transport=tls,_sips._tcp.pbx.example,TLS 192.0.2.3:5061",
        "sips:pbx.example;transport=tcp,_sips._tcp.pbx.example,TLS 192.0.2.3:5061",
        "sip:pbx.example;transport=ws,_sip._ws.pbx.example,WS 192.0.2.3:80",
        "sip:pbx.example;transport=wss,_sips._ws.pbx.example,WSS 192.0.2.3:443"
    })
    void aTransportWithoutServersIsFoundAtItsUsualPort(String uri, String question, String hop)
            throws MalformedException {
        address("pbx.example", "192.0.2.3");

        assertThat(hops(uri)).containsExactly(hop);
        assertThat(asked).containsExactly("SRV " + question, "A pbx.example");
    }

    // §4.1, NAPTR: the records are those of its example

    @Test
    void theDomainSaysWhichTransportItPrefers() throws MalformedException {
        theRfcsExample();
        reach = new Reach(Set.of(Transport.TCP, Transport.UDP), List.of(Kind.A));

        assertThat(hops("sip:user@example.com"))
                .containsExactly("TCP 192.0.2.1:5060", "TCP 192.0.2.2:5060");
        assertThat(asked)
                .containsExactly(
                        "NAPTR example.com",
                        "SRV _sip._tcp.example.com",
                        "A server1.example.com",
                        "A server2.example.com");
    }

    @Test
    void theLowestOrderThatWeCanUseCounts() throws MalformedException {
        theRfcsExample();
        srv("_sips._tcp.example.com", 0, 1, 5061, "server1.example.com");

        assertThat(hops("sip:user@example.com")).containsExactly("TLS 192.0.2.1:5061");
    }

    @Test
    void aSecureUriOnlyGoesToSecureServices() throws MalformedException {
        theRfcsExample();
        naptr("example.com", 10, 50, "s", "SIP+D2U", "_sip._udp.example.com");
        srv("_sips._tcp.example.com", 0, 1, 5061, "server1.example.com");

        assertThat(hops("sips:user@example.com")).containsExactly("TLS 192.0.2.1:5061");
        assertThat(asked).doesNotContain("SRV _sip._udp.example.com");
    }

    @Test
    void entriesOfOneOrderAreTriedByPreference() throws MalformedException {
        naptr("example.com", 10, 60, "S", "sip+d2u", "_sip._udp.example.com");
        naptr("example.com", 10, 50, "s", "SIP+D2T", "_sip._tcp.example.com");
        naptr("example.com", 20, 10, "s", "SIPS+D2T", "_sips._tcp.example.com");
        srv("_sip._udp.example.com", 0, 0, 5060, "u.example.com");
        srv("_sip._tcp.example.com", 0, 0, 5060, "t.example.com");
        srv("_sips._tcp.example.com", 0, 0, 5061, "s.example.com");
        address("u.example.com", "192.0.2.1");
        address("t.example.com", "192.0.2.2");
        address("s.example.com", "192.0.2.3");

        assertThat(hops("sip:example.com"))
                .containsExactly("TCP 192.0.2.2:5060", "UDP 192.0.2.1:5060");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"u,SIP+D2T,_sip._tcp.example.com", "s,E2U+sip,x.example.com", "s,SIP+D2T,."})
    void entriesOfOtherKindsAreLeftOut(String flags, String service, String replacement)
            throws MalformedException {
        naptr("example.com", 10, 50, flags, service, replacement);
        address("example.com", "192.0.2.7");

        assertThat(hops("sip:example.com")).containsExactly("UDP 192.0.2.7:5060");
    }

    @Test
    void theCertificateIsTheDomainsWhateverTheServerIsCalled() throws MalformedException {
        theRfcsExample();
        srv("_sips._tcp.example.com", 0, 1, 5061, "server1.example.com");

        var found = (Step.Found) walk("sips:user@example.com");

        assertThat(found.hops()).extracting(Hop::host).containsExactly("example.com");
    }

    // §4.1, without NAPTR

    @Test
    void withoutNaptrEveryTransportIsAskedFor() throws MalformedException {
        srv("_sip._tcp.example.com", 0, 0, 5080, "a.example.com");
        address("a.example.com", "192.0.2.1");

        assertThat(hops("sip:example.com")).containsExactly("TCP 192.0.2.1:5080");
        assertThat(asked)
                .containsExactly(
                        "NAPTR example.com",
                        "SRV _sip._udp.example.com",
                        "SRV _sip._tcp.example.com",
                        "SRV _sips._tcp.example.com",
                        "A a.example.com");
    }

    @Test
    void aDomainWithNeitherIsItsOwnServer() throws MalformedException {
        address("example.com", "192.0.2.1");

        assertThat(hops("sip:example.com")).containsExactly("UDP 192.0.2.1:5060");
        assertThat(hops("sips:example.com")).containsExactly("TLS 192.0.2.1:5061");
    }

    @Test
    void aNameThatNobodyKnowsLeadsNowhere() throws MalformedException {
        assertThat(hops("sip:example.com")).isEmpty();
        assertThat(hops("sip:example.com:5060")).isEmpty();
        assertThat(hops("sip:example.com;transport=tcp")).isEmpty();
    }

    // RFC 2782

    @Test
    void aServiceThatIsDecidedlyNotOfferedIsNotLookedForElsewhere() throws MalformedException {
        srv("_sip._tcp.example.com", 0, 0, 0, ".");
        address("example.com", "192.0.2.1");

        assertThat(hops("sip:example.com;transport=tcp")).isEmpty();
    }

    @Test
    void serversAreTriedByPriority() throws MalformedException {
        srv("_sip._udp.example.com", 20, 100, 5060, "backup.example.com");
        srv("_sip._udp.example.com", 10, 0, 5061, "main.example.com");
        address("main.example.com", "192.0.2.1");
        address("backup.example.com", "192.0.2.2");

        assertThat(hops("sip:example.com;transport=udp"))
                .containsExactly("UDP 192.0.2.1:5061", "UDP 192.0.2.2:5060");
    }

    // Addresses

    @Test
    void bothFamiliesAreUsedInTheOrderThatWeLike() throws MalformedException {
        address("example.com", "192.0.2.1", "2001:db8::1");
        reach = new Reach(ALL, List.of(Kind.AAAA, Kind.A));

        assertThat(hops("sip:example.com:5060"))
                .containsExactly("UDP [2001:db8::1]:5060", "UDP 192.0.2.1:5060");
    }

    @Test
    void theSameHopIsTriedOnce() throws MalformedException {
        srv("_sip._udp.example.com", 10, 0, 5060, "a.example.com");
        srv("_sip._udp.example.com", 20, 0, 5060, "b.example.com");
        address("a.example.com", "192.0.2.1");
        address("b.example.com", "192.0.2.1");

        assertThat(hops("sip:example.com;transport=udp")).containsExactly("UDP 192.0.2.1:5060");
    }

    @Test
    void anAddressWhereANameShouldBeIsTaken() throws MalformedException {
        srv("_sip._udp.example.com", 10, 0, 5060, "192.0.2.1");
        srv("_sip._udp.example.com", 20, 0, 5060, "not a name");

        assertThat(hops("sip:example.com;transport=udp")).containsExactly("UDP 192.0.2.1:5060");
    }

    @Test
    void aZoneWithoutEndMakesNoListWithoutEnd() throws MalformedException {
        for (int i = 0; i < 200; i++) {
            srv("_sip._udp.example.com", i, 0, 5060, "s" + i + ".example.com");
            for (int j = 0; j < 200; j++) address("s" + i + ".example.com", "10.0." + i + "." + j);
        }

        assertThat(hops("sip:example.com;transport=udp")).hasSize(32);
        assertThat(asked).hasSize(1 + 16);
    }

    private void theRfcsExample() {
        naptr("example.com", 50, 50, "s", "SIPS+D2T", "_sips._tcp.example.com.");
        naptr("example.com", 90, 50, "s", "SIP+D2T", "_sip._tcp.example.com.");
        naptr("example.com", 100, 50, "s", "SIP+D2U", "_sip._udp.example.com.");
        srv("_sip._tcp.example.com", 0, 1, 5060, "server1.example.com.");
        srv("_sip._tcp.example.com", 1, 2, 5060, "server2.example.com.");
        address("server1.example.com", "192.0.2.1");
        address("server2.example.com", "192.0.2.2");
    }

    private void naptr(
            String name, int order, int preference, String flags, String service, String to) {
        add(new Question(name, Kind.NAPTR), new Naptr(order, preference, flags, service, to));
    }

    private void srv(String name, int priority, int weight, int port, String target) {
        add(new Question(name, Kind.SRV), new Srv(priority, weight, port, target));
    }

    private void address(String name, String... literals) {
        for (var literal : literals) {
            var kind = literal.contains(":") ? Kind.AAAA : Kind.A;
            add(new Question(name, kind), new Address(InetAddress.ofLiteral(literal)));
        }
    }

    private void add(Question question, DnsRecord record) {
        zone.computeIfAbsent(question, _ -> new ArrayList<>()).add(record);
    }

    private List<String> hops(String uri) throws MalformedException {
        return ((Step.Found) walk(uri)).hops().stream().map(LocatorTest::text).toList();
    }

    private Step walk(String uri) throws MalformedException {
        var step = new Locator(reach, new SplittableRandom(1)).locate(SipUri.parse(uri));
        while (step instanceof Step.Ask(var questions, var then)) {
            for (var question : questions) asked.add(question.kind() + " " + question.name());
            step = then.apply(new Answers(zone));
        }
        return step;
    }

    private static String text(Hop hop) {
        String host = hop.address().getAddress().getHostAddress().replace(":0:0:0:0:0:", "::");
        return hop.transport()
                + " "
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + hop.address().getPort();
    }
}
