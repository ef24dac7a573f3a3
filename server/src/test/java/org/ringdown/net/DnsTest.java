package org.ringdown.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.locate.DnsRecord;
import org.ringdown.sip.locate.DnsRecord.Address;
import org.ringdown.sip.locate.DnsRecord.Naptr;
import org.ringdown.sip.locate.DnsRecord.Srv;
import org.ringdown.sip.locate.Question;
import org.ringdown.sip.locate.Question.Kind;

/** Asks a name server of the test's own. */
class DnsTest {
    private static final String ZONE =
            """
            pbx.example.           60 IN NAPTR 10 50 "s" "SIP+D2T" "" _sip._tcp.pbx.example.
            _sip._tcp.pbx.example. 60 IN SRV   1 2 5070 a.pbx.example.
            _sip._udp.pbx.example. 60 IN SRV   0 0 0 .
            a.pbx.example.         60 IN A     192.0.2.1
            a.pbx.example.         60 IN A     192.0.2.2
            a.pbx.example.         60 IN AAAA  2001:db8::1
            short.example.          0 IN A     192.0.2.9
            """;

    @Test
    void readsEveryKindOfRecord() throws Exception {
        try (var server = DnsServer.of(ZONE)) {
            var dns = Dns.at(server.address());

            assertThat(ask(dns, "pbx.example", Kind.NAPTR))
                    .containsExactly(new Naptr(10, 50, "s", "SIP+D2T", "_sip._tcp.pbx.example"));
            assertThat(ask(dns, "_sip._tcp.pbx.example", Kind.SRV))
                    .containsExactly(new Srv(1, 2, 5070, "a.pbx.example"));
            assertThat(ask(dns, "_sip._udp.pbx.example", Kind.SRV))
                    .containsExactly(new Srv(0, 0, 0, "."));
            assertThat(ask(dns, "a.pbx.example", Kind.A))
                    .containsExactlyInAnyOrder(address("192.0.2.1"), address("192.0.2.2"));
            assertThat(ask(dns, "A.pbx.example.", Kind.AAAA))
                    .containsExactly(address("2001:db8::1"));
        }
    }

    @Test
    void whatItHasBeenToldIsNotAskedForAgainWhileItLasts() throws Exception {
        try (var server = DnsServer.of(ZONE)) {
            var dns = Dns.at(server.address());

            for (int i = 0; i < 5; i++) ask(dns, "a.pbx.example", Kind.A);
            for (int i = 0; i < 3; i++) ask(dns, "short.example", Kind.A);

            assertThat(server.asked()).filteredOn("A a.pbx.example."::equals).hasSize(1);
            assertThat(server.asked()).filteredOn("A short.example."::equals).hasSize(3);
        }
    }

    @Test
    void whatDoesNotExistHasNoRecords() throws Exception {
        try (var server = DnsServer.of(ZONE)) {
            var dns = Dns.at(server.address());

            assertThat(ask(dns, "nobody.example", Kind.A)).isEmpty();
            assertThat(ask(dns, "short.example", Kind.SRV)).isEmpty();
            assertThat(ask(dns, "a..b", Kind.A)).isEmpty();
            assertThat(ask(dns, "x".repeat(64) + ".example", Kind.SRV)).isEmpty();
        }
    }

    @Test
    void thisMachineIsInItsOwnHostsFile() throws Exception {
        try (var server = DnsServer.of(ZONE)) {
            assertThat(ask(Dns.at(server.address()), "localhost", Kind.A))
                    .containsExactly(address("127.0.0.1"));
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
        try (var server = DnsServer.of(ZONE)) {
            server.fallSilent();
            var dns = Dns.at(server.address());
            long began = System.nanoTime();

            var answers =
                    dns.ask(
                            List.of(
                                    new Question("a.pbx.example", Kind.A),
                                    new Question("a.pbx.example", Kind.AAAA),
                                    new Question("pbx.example", Kind.NAPTR)));

            assertThat(answers.byQuestion().values()).allMatch(List::isEmpty);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Dns.PATIENCE.plusSeconds(1));
        }
    }

    private static List<DnsRecord> ask(Dns dns, String name, Kind kind) {
        var question = new Question(name, kind);
        return dns.ask(List.of(question)).byQuestion().get(question);
    }

    private static Address address(String literal) {
        return new Address(InetAddress.ofLiteral(literal));
    }
}
