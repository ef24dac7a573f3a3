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
import org.ringdown.sip.transaction.SipTexts;

/** The binding table (RFC 3261 §10.3). */
class RegistrarTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long NOW = Long.MAX_VALUE - 100 * SECOND;

    private final Registrar registrar = Registrar.STANDARD;
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
