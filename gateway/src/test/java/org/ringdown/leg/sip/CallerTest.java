package org.ringdown.leg.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.call.Diversion;
import org.ringdown.call.Invitation;
import org.ringdown.call.Origin;
import org.ringdown.call.Party;
import org.ringdown.shard.Requests;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;

/** Who calls, as peers tell us and as we tell peers: as much of it as each is trusted with. */
class CallerTest {
    private static final Trust TRUSTED = Trust.trunk(true, List.of("X-Customer"));
    private static final Trust UNTRUSTED = Trust.trunk(false, List.of("x-customer"));
    private static final HostPort DOMAIN = HostPort.of("gw.example");
    private static final SipUri BOB = SipUri.of("bob", HostPort.of("far.example"));

    // Reading

    @Test
    void theAssertedIdentityIsBelievedOfTrustedPeersOnly() {
        var invite =
                invite(
                        "P-Asserted-Identity",
                        "\"Carol C\" <sip:+4930123@carrier.example>, <tel:+4930123>");
        assertThat(read(invite, TRUSTED).caller())
                .isEqualTo(
                        new Party(
                                "sip:+4930123@carrier.example",
                                Optional.of("+4930123"),
                                Optional.of("Carol C")));
        assertThat(read(invite, UNTRUSTED).caller().number()).contains("carol");
        assertThat(read(invite, Trust.OURS).caller().number()).contains("carol");
    }

    @Test
    void anAssertedNumberMayBeATelephoneUri() {
        var invite = invite("P-Asserted-Identity", "<tel:+4930123>");
        assertThat(read(invite, TRUSTED).caller().number()).contains("+4930123");
    }

    @Test
    void anAssertedIdentityThatCannotBeReadSaysNothing() {
        assertThat(read(invite("P-Asserted-Identity", "<sip:"), TRUSTED).caller().number())
                .contains("carol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "user; critical", "ID", "header;id", "session"})
    void whoAsksForPrivacyIsNotShown(String privacy) {
        var invitation = read(invite("Privacy", privacy), UNTRUSTED);
        assertThat(invitation.origin().anonymous()).isTrue();
        assertThat(invitation.shown()).isEqualTo(Party.ANONYMOUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", "critical", "idle"})
    void whoDoesNotIsShown(String privacy) {
        assertThat(read(invite("Privacy", privacy), UNTRUSTED).origin().anonymous()).isFalse();
    }

    @Test
    void diversionsAreReadLatestFirst() {
        var invite =
                invite(
                        "Diversion",
                        "<sip:200@pbx>;reason=no-answer, \"Desk\" <sip:100@pbx>;reason=User-Busy;counter=1");
        assertThat(read(invite, TRUSTED).origin().diversions())
                .extracting(it -> it.party().number().orElse("") + " " + it.reason())
                .containsExactly("200 no-answer", "100 user-busy");
        assertThat(read(invite, UNTRUSTED).origin().diversions()).isEmpty();
    }

    /** RFC 7544 §4.1's mapping, the target itself apart. */
    @Test
    void historySaysTheSame() {
        var invite =
                invite(
                        "History-Info",
                        "<sip:100@pbx>;index=1, <sip:200@pbx;cause=486>;index=1.1;mp=1, <sip:bob@far;cause=302>;index=1.1.1");
        assertThat(read(invite, TRUSTED).origin().diversions())
                .extracting(it -> it.party().number().orElse("") + " " + it.reason())
                .containsExactly("200 unconditional", "100 user-busy");
    }

    @Test
    void aLongHistoryIsCutAndAReasonThatNobodyKnowsIsUnknown() {
        var many = "<sip:1@pbx>;reason=\"x;y\"" + ", <sip:1@pbx>".repeat(50);
        var read = read(invite("Diversion", many), TRUSTED).origin().diversions();
        assertThat(read).hasSize(5);
        assertThat(read.getFirst().reason()).isEqualTo("unknown");
    }

    @Test
    void ofTheHeadersOnlyThoseThatMayPassDo() {
        var invite = invite("X-Customer", "4711");
        var both = invite.withHeaders(invite.headers().with("X-Other", "1"));
        assertThat(read(both, UNTRUSTED).headers()).containsOnly(Map.entry("X-Customer", "4711"));
        assertThat(read(both, Trust.OURS).headers()).hasSize(2);
        assertThat(read(both, Trust.NONE).headers()).isEmpty();
    }

    /** A trunk that allows it by mistake does not get it, either. */
    @ParameterizedTest
    @ValueSource(strings = {"Route", "Via", "Authorization", "From", "Contact", "Call-ID"})
    void ourOwnHeadersNeverPass(String name) {
        var trust = Trust.trunk(true, List.of(name));
        assertThat(read(invite("X-A", "1"), trust).headers()).isEmpty();
        assertThat(written(invitation(Map.of(name, "<sip:evil>")), trust).has(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"70, 69", "1, 0", "0, 0", "255, 254"})
    void everyLegTakesAHop(String before, int after) {
        assertThat(read(invite("Max-Forwards", before), UNTRUSTED).origin().hops())
                .isEqualTo(after);
    }

    // Writing

    @Test
    void trustedPeersAreToldWhoAssertsItAndOthersAreNot() {
        var said = invitation(Map.of());
        assertThat(written(said, TRUSTED).first("P-Asserted-Identity"))
                .contains("\"Carol\" <sip:123@gw.example>");
        assertThat(written(said, UNTRUSTED).has("P-Asserted-Identity")).isFalse();
        assertThat(written(said, Trust.OURS).has("P-Asserted-Identity")).isFalse();
    }

    @Test
    void whoWishesToBeAnonymousIsNamedToTrustedPeersOnlyAndInNoOtherPlace() {
        var said = anonymous();
        var writer = new CallerWriter(said, UNTRUSTED, DOMAIN);
        assertThat(writer.from()).hasToString("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
        assertThat(writer.headers(BOB).toString()).contains("Privacy").doesNotContain("123");

        var trusted = new CallerWriter(said, TRUSTED, DOMAIN);
        assertThat(trusted.from().toString()).doesNotContain("123");
        assertThat(trusted.headers(BOB).first("Privacy")).contains("id");
        assertThat(trusted.headers(BOB).first("P-Asserted-Identity").orElseThrow()).contains("123");
        assertThat(trusted.headers(BOB).has("Diversion")).isFalse();
    }

    @Test
    void diversionsAreWrittenInBothForms() {
        var headers = written(invitation(Map.of()), TRUSTED);
        assertThat(headers.all("Diversion"))
                .containsExactly(
                        "<sip:200@gw.example>;reason=no-answer",
                        "<sip:100@gw.example>;reason=user-busy");
        assertThat(headers.all("History-Info"))
                .containsExactly(
                        "<sip:100@gw.example>;index=1",
                        "<sip:200@gw.example;cause=486>;index=1.1",
                        "<sip:bob@far.example;cause=408>;index=1.1.1");
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        var headers = written(invitation(Map.of("X-Customer", "4711")), TRUSTED);
        var plain = invite("X-Nothing", "1");
        var invite = plain.withHeaders(plain.headers().toBuilder().addAll(headers).build());
        var read = read(invite, TRUSTED);
        assertThat(read.caller().number()).contains("123");
        assertThat(read.origin().diversions())
                .extracting(Diversion::reason)
                .containsExactly("no-answer", "user-busy");
        assertThat(read.headers()).containsEntry("X-Customer", "4711");
    }

    @Test
    void whoeverTransfersIsSaidToThoseWhoAreTrustedWithIt() {
        var named = invitation(Map.of());
        var transferred =
                new Invitation(
                        named.caller(),
                        named.sipCallId(),
                        named.dialled(),
                        named.codecs(),
                        named.headers(),
                        Optional.of(party("300", "Dave")),
                        named.origin());
        assertThat(written(transferred, TRUSTED).first("Referred-By"))
                .contains("\"Dave\" <sip:300@" + DOMAIN + ">");
        assertThat(written(transferred, UNTRUSTED).has("Referred-By")).isFalse();
        assertThat(written(named, TRUSTED).has("Referred-By")).isFalse();
    }

    @Test
    void whoeverHasTransferredIsBelievedOfTrustedPeersOnly() {
        var invite = invite("Referred-By", "<sip:300@pbx.example>;cid=\"20398@x\"");
        assertThat(read(invite, TRUSTED).referredBy().flatMap(Party::number)).contains("300");
        assertThat(read(invite, UNTRUSTED).referredBy()).isEmpty();
        assertThat(read(invite, Trust.OURS).referredBy()).isEmpty();
        assertThat(read(invite("Referred-By", "<sip:"), TRUSTED).referredBy()).isEmpty();
    }

    private static Invitation read(SipRequest invite, Trust trust) {
        return new CallerReader(invite, trust).invitation(List.of(), Optional.empty());
    }

    private static Headers written(Invitation invitation, Trust trust) {
        return new CallerWriter(invitation, trust, DOMAIN).headers(BOB);
    }

    private static Invitation invitation(Map<String, String> headers) {
        return new Invitation(
                party("123", "Carol"),
                "call-1",
                "bob",
                List.of(),
                headers,
                Optional.empty(),
                new Origin(
                        false,
                        List.of(
                                new Diversion(party("200", ""), "no-answer"),
                                new Diversion(party("100", ""), "user-busy")),
                        70));
    }

    private static Invitation anonymous() {
        var named = invitation(Map.of());
        return new Invitation(
                named.caller(),
                named.sipCallId(),
                named.dialled(),
                named.codecs(),
                named.headers(),
                named.referredBy(),
                new Origin(true, named.origin().diversions(), named.origin().hops()));
    }

    private static Party party(String number, String name) {
        return new Party(
                "sip:" + number + "@here",
                Optional.of(number),
                Optional.of(name).filter(text -> !text.isEmpty()));
    }

    private static SipRequest invite(String name, String value) {
        var invite =
                Requests.request(
                        "INVITE", 1, "<sip:carol@203.0.113.7>;tag=c", "<sip:bob@198.51.100.1>");
        return invite.withHeaders(invite.headers().with(name, value));
    }
}
