package org.ringdown.sip.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.registration.Registrar.Outcome;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.SipTexts;
import org.ringdown.sip.transaction.Transport;

/** The binding table (RFC 3261 §10.3). */
class RegistrarTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long NOW = Long.MAX_VALUE - 100 * SECOND;

    private final Registrar registrar =
            new Registrar(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(1), 5);
    private List<Binding> bindings = List.of();
    private long now = NOW;

    @Test
    void addsABinding() {
        update("phone", 1, "Contact: <sip:alice@192.0.2.1>;q=0.5", "Expires: 600");

        assertEquals(List.of("<sip:alice@192.0.2.1>;q=0.5;expires=600"), answered());
        assertEquals(SipTexts.TO_ALICE, bindings.getFirst().flow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ;expires=120 | 600   | 120
                    ;expires=120 | ''    | 120
                    ''           | 600   | 600
                    ''           | ''    | 3600
                    ;expires=x   | 600   | 3600
                    ''           | 99999 | 3600
                    ;expires=60  | ''    | 60
                    """)
    void grantsWhatIsAskedWithinLimits(String param, String header, long granted) {
        update(
                "phone",
                1,
                "Contact: <sip:alice@192.0.2.1>" + param,
                header.isEmpty() ? "Subject: x" : "Expires: " + header);

        assertEquals(List.of("<sip:alice@192.0.2.1>;expires=" + granted), answered());
    }

    @Test
    void refusesAnIntervalTooBrief() {
        var refusal = refused("phone", 1, "Contact: <sip:alice@192.0.2.1>;expires=59");

        assertEquals(423, refusal.status());
        assertEquals("60", refusal.headers().first("Min-Expires").orElseThrow());
    }

    @Test
    void onlyAnswersWhereNoContactIsNamed() {
        update("phone", 1, "Contact: <sip:alice@192.0.2.1>");
        var before = bindings;
        update("other", 1, "Subject: who is there");

        assertEquals(before, bindings);
        assertEquals(1, answered().size());
    }

    @Test
    void refreshesTheSameContactByTheRulesOfUris() {
        update("phone", 1, "Contact: <sip:alice@HOST.example.com;transport=tcp>;expires=60");
        update("phone", 2, "Contact: <sip:alice@host.example.com;Transport=TCP>;expires=100");

        assertEquals(List.of("<sip:alice@host.example.com;Transport=TCP>;expires=100"), answered());
    }

    @Test
    void countsDownAndForgets() {
        update("phone", 1, "Contact: <sip:alice@192.0.2.1>;expires=60");
        now += 59 * SECOND + 1;
        assertEquals(List.of("<sip:alice@192.0.2.1>;expires=1"), answered());
        now += SECOND;
        assertEquals(List.of(), Registrar.alive(bindings, now));
        update("phone", 2, "Subject: who is there");
        assertEquals(List.of(), bindings);
    }

    @Test
    void removesWithExpiresZero() {
        update("phone", 1, "Contact: <sip:alice@192.0.2.1>, <sip:alice@192.0.2.2>");
        update("phone", 2, "Contact: <sip:alice@192.0.2.1>;expires=0");

        assertEquals(List.of("<sip:alice@192.0.2.2>;expires=3600"), answered());
    }

    @Test
    void removesAllWithTheStar() {
        update("phone", 1, "Contact: <sip:alice@192.0.2.1>");
        update("other", 9, "Contact: <sip:alice@192.0.2.2>");
        update("third", 1, "Contact: *", "Expires: 0");

        assertEquals(List.of(), bindings);
    }

    @ParameterizedTest
    @CsvSource({"Expires: 1", "Expires: 3600", "Subject: none"})
    void refusesTheStarForAnythingButLeaving(String header) {
        assertEquals(400, refused("phone", 1, "Contact: *", header).status());
    }

    @ParameterizedTest
    @CsvSource({"2", "1"})
    void refusesTheStarWhenItIsOlderThanABinding(long number) {
        update("phone", 2, "Contact: <sip:alice@192.0.2.1>");

        assertEquals(500, refused("phone", number, "Contact: *", "Expires: 0").status());
    }

    /** §10.3 step 7: same Call-ID, and the number is no higher. */
    @Test
    void refusesWhatIsOlderAndChangesNothingAtAll() {
        update("phone", 5, "Contact: <sip:alice@192.0.2.1>;expires=60");

        assertEquals(
                500,
                refused("phone", 5, "Contact: <sip:alice@192.0.2.2>, <sip:alice@192.0.2.1>")
                        .status());
        assertEquals(500, refused("phone", 4, "Contact: <sip:alice@192.0.2.1>;expires=0").status());
        assertEquals(List.of("<sip:alice@192.0.2.1>;expires=60"), answered());
    }

    @Test
    void takesAnyNumberUnderAnotherCallId() {
        update("phone", 5, "Contact: <sip:alice@192.0.2.1>;expires=60");
        update("restarted", 1, "Contact: <sip:alice@192.0.2.1>;expires=90");

        assertEquals(List.of("<sip:alice@192.0.2.1>;expires=90"), answered());
    }

    @Test
    void refusesASixthContactAndKeepsTheFive() {
        for (int i = 1; i <= 5; i++)
            update("phone" + i, 1, "Contact: <sip:alice@192.0.2." + i + ">");

        assertEquals(403, refused("phone6", 1, "Contact: <sip:alice@192.0.2.6>").status());
        assertEquals(5, answered().size());
        update("phone5", 2, "Contact: <sip:alice@192.0.2.5>;expires=60");
        assertEquals(5, answered().size());
    }

    @Test
    void makesRoomForAFullPhoneThatWasRestarted() {
        var instance = ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000A95A0E128>\"";
        for (int i = 1; i <= 5; i++) {
            update("boot" + i, 1, "Contact: <sip:alice@192.0.2.1:" + (40000 + i) + ">" + instance);
            now += SECOND;
        }
        update("boot6", 1, "Contact: <sip:alice@192.0.2.1:40006>" + instance);

        assertEquals(5, bindings.size());
        assertEquals("sip:alice@192.0.2.1:40002", bindings.getFirst().contact().uri().toString());
        assertEquals(403, refused("other", 1, "Contact: <sip:alice@192.0.2.9>").status());
    }

    /** RFC 5626 §6: a flow registered again takes the place of the old one. */
    @Test
    void replacesAFlowOfTheSamePhone() {
        var instance = ";+sip.instance=\"<urn:uuid:1>\";reg-id=";
        update("boot1", 1, "Contact: <sip:alice@192.0.2.1:40001>" + instance + 1);
        update("boot1", 2, "Contact: <sip:alice@192.0.2.1:40002>" + instance + 2);
        update("boot2", 1, "Contact: <sip:alice@192.0.2.1:40003>" + instance + 1);

        assertEquals(
                List.of("sip:alice@192.0.2.1:40002", "sip:alice@192.0.2.1:40003"),
                bindings.stream().map(binding -> binding.contact().uri().toString()).toList());
    }

    /** RFC 3327 §5.3: kept with the binding, and told in the answer. */
    @Test
    void keepsTheWayThroughProxies() {
        String[] headers = {
            "Contact: <sip:alice@192.0.2.1>",
            "Path: <sip:near.example.com;lr>, <sip:edge.example.com;lr>",
        };
        update("phone", 1, headers);

        assertEquals(
                List.of("<sip:near.example.com;lr>", "<sip:edge.example.com;lr>"),
                bindings.getFirst().path().stream().map(Object::toString).toList());
        var ok = Registrar.ok(register("phone", 1, headers), bindings, "tag", now);
        assertEquals(
                List.of("<sip:near.example.com;lr>", "<sip:edge.example.com;lr>"),
                ok.headers().all("Path"));
        update("phone", 2, "Contact: <sip:alice@192.0.2.1>");
        assertEquals(List.of(), bindings.getFirst().path());
    }

    @Test
    void refusesAWayThatIsTooLong() {
        var path = "Path: " + "<sip:proxy.example.com;lr>, ".repeat(10) + "<sip:a.example;lr>";

        assertEquals(400, refused("phone", 1, "Contact: <sip:alice@192.0.2.1>", path).status());
        assertEquals(List.of(), bindings);
    }

    /** RFC 5626 §6: only whoever knows flows is told that they count, and only where they do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ;reg-id=1 | Supported: path, outbound | true
                    ;reg-id=1 | Supported: path           | false
                    ''        | Supported: outbound       | false
                    """)
    void saysWhetherFlowsCount(String param, String supported, boolean count) {
        String contact = "Contact: <sip:a@192.0.2.1>;+sip.instance=\"<urn:uuid:1>\"" + param;
        update("phone", 1, contact, supported);

        var ok = Registrar.ok(register("phone", 1, contact, supported), bindings, "tag", now);
        assertEquals(count ? List.of("outbound") : List.of(), ok.headers().require());
    }

    /** RFC 5626 §6: behind a proxy that does not keep the phone's flow, none may be registered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <sip:edge.example.com;lr;ob>                        | true
                    <sip:near.example.com;lr>, <sip:edge.example.com;ob> | true
                    <sip:near.example.com;lr;ob>, <sip:edge.example.com> | false
                    ''                                                  | false
                    """)
    void refusesFlowsThatEndAtAProxyWhichKeepsNone(String path, boolean kept) {
        String[] headers = {
            "Via: SIP/2.0/UDP 192.0.2.77;branch=z9hG4bK2",
            "Contact: <sip:a@192.0.2.1>;+sip.instance=\"<urn:uuid:1>\";reg-id=1",
            "Supported: outbound",
            path.isEmpty() ? "Subject: none" : "Path: " + path,
        };
        if (kept) update("phone", 1, headers);
        else assertEquals(439, refused("phone", 1, headers).status());
        assertEquals(kept ? 1 : 0, bindings.size());
    }

    /** RFC 5626 §5.3: the others are for when that one fails. */
    @Test
    void callsAPhoneByItsNewestFlowOnly() {
        var instance = ";+sip.instance=\"<urn:uuid:1>\";reg-id=";
        update("phone", 1, "Contact: <sip:alice@192.0.2.1:1>" + instance + 1);
        update("phone", 2, "Contact: <sip:alice@192.0.2.1:2>" + instance + 2);
        update("other", 1, "Contact: <sip:alice@192.0.2.2>;+sip.instance=\"<urn:uuid:2>\"");
        update("third", 1, "Contact: <sip:alice@192.0.2.3>");
        update("phone", 3, "Contact: <sip:alice@192.0.2.1:1>" + instance + 1);

        assertEquals(
                List.of("sip:alice@192.0.2.2", "sip:alice@192.0.2.3", "sip:alice@192.0.2.1:1"),
                Registrar.toCall(bindings).stream()
                        .map(binding -> binding.contact().uri().toString())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "UDP, '', '', false",
        "TCP, '', '', false",
        "TCP, ;reg-id=1, '', true",
        "TCP, ;reg-id=1, <sip:edge.example.com;lr;ob>, false",
        "TLS, ;reg-id=1, '', true",
        "WS, '', '', true",
        "WSS, ;reg-id=1, '', true",
        "WSS, ;reg-id=1, <sip:edge.example.com;lr;ob>, false",
    })
    void aFlowIsAllThatLeadsToWhoeverCannotBeConnectedTo(
            String transport, String param, String path, boolean needed) {
        var at = SipTexts.TO_ALICE;
        var flow = new Flow(Transport.valueOf(transport), at.remote(), at.local(), 1);
        var request =
                register(
                        "phone",
                        1,
                        "Contact: <sip:a@192.0.2.1>;+sip.instance=\"<urn:uuid:1>\"" + param,
                        path.isEmpty() ? "Subject: none" : "Path: " + path);
        var outcome = registrar.register(List.of(), request, flow, now);

        var binding = assertInstanceOf(Outcome.Updated.class, outcome).bindings().getFirst();
        assertEquals(needed, binding.needsItsFlow());
    }

    private void update(String callId, long cseq, String... headers) {
        var outcome =
                registrar.register(
                        bindings, register(callId, cseq, headers), SipTexts.TO_ALICE, now);
        bindings = assertInstanceOf(Outcome.Updated.class, outcome).bindings();
    }

    private Refusal refused(String callId, long cseq, String... headers) {
        var outcome =
                registrar.register(
                        bindings, register(callId, cseq, headers), SipTexts.TO_ALICE, now);
        return assertInstanceOf(Outcome.Refused.class, outcome).refusal();
    }

    private List<String> answered() {
        var ok = Registrar.ok(register("any", 1), bindings, "tag", now);
        assertEquals(200, ok.status());
        return ok.headers().all("Contact");
    }

    private static SipRequest register(String callId, long cseq, String... headers) {
        return (SipRequest)
                SipTexts.parse(
                        """
                        REGISTER sip:ringdown.example SIP/2.0
                        Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
                        From: <sip:alice@ringdown.example>;tag=a
                        To: <sip:alice@ringdown.example>
                        Call-ID: %s
                        CSeq: %d REGISTER
                        %s

                        """
                                .formatted(callId, cseq, String.join("\n", headers))
                                .replace("\n\n\n", "\n\n"));
    }
}
