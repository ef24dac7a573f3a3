package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

class HeadersTest {
    private static Headers of(String... namesAndValues) {
        var builder = Headers.builder();
        for (int i = 0; i < namesAndValues.length; i += 2)
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        return builder.build();
    }

    @Test
    void findsNamesInAnyCaseAndForm() {
        var headers = of("f", "<sip:a@b>;tag=1", "CALL-id", "x", "X-Mine", "1", "x-mine", "2");

        assertThat(headers)
                .extracting(Header::name)
                .containsExactly("From", "Call-ID", "X-Mine", "x-mine");
        assertThat(headers.first("F")).contains("<sip:a@b>;tag=1");
        assertThat(headers.first("call-ID")).contains("x");
        assertThat(headers.lines("x-MINE")).containsExactly("1", "2");
        assertThat(headers.has("To")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "c,Content-Type",
        "e,Content-Encoding",
        "f,From",
        "i,Call-ID",
        "k,Supported",
        "l,Content-Length",
        "m,Contact",
        "o,Event",
        "r,Refer-To",
        "s,Subject",
        "t,To",
        "u,Allow-Events",
        "v,Via",
        "x,Session-Expires",
        "a,Accept-Contact",
        "b,Referred-By",
        "d,Request-Disposition",
        "j,Reject-Contact",
        "y,Identity",
        "q,q",
        "7,7"
    })
    void writesCompactFormsOut(String compact, String full) {
        assertThat(HeaderName.canonical(compact)).isEqualTo(full);
        assertThat(HeaderName.canonical(compact.toUpperCase())).isEqualToIgnoringCase(full);
    }

    @Test
    void splitsListsAtCommasOutsideQuotesAndBrackets() {
        var headers =
                of(
                        "Contact",
                        "\"A, \\\"B\" <sip:a,b@c;x=1,2>;q=1 , <sip:d@e>",
                        "m",
                        "sip:f@g",
                        "WWW-Authenticate",
                        "Digest realm=\"a\", nonce=\"b\"");

        assertThat(headers.all("Contact"))
                .containsExactly("\"A, \\\"B\" <sip:a,b@c;x=1,2>;q=1", "<sip:d@e>", "sip:f@g");
        assertThat(headers.wwwAuthenticate()).containsExactly("Digest realm=\"a\", nonce=\"b\"");
        assertThat(of("Allow", "INVITE,ACK ,, BYE").allow())
                .containsExactly("INVITE", "ACK", "BYE");
    }

    @Test
    void readsAddressesWithAndWithoutBrackets() throws Exception {
        var headers = of("From", "sip:a@b;tag=1;x", "To", "  Bob B. <sip:b@c;y=2>;tag=\"2\"");

        assertThat(headers.from().uri()).isEqualTo(Uri.parse("sip:a@b"));
        assertThat(headers.from().tag()).contains("1");
        assertThat(headers.to().displayName()).isEqualTo("Bob B.");
        assertThat(headers.to().uri()).isEqualTo(Uri.parse("sip:b@c;y=2"));
        assertThat(headers.to().tag()).contains("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<>",
                "<sip:a@b",
                "sip:a@b>",
                "\"a <sip:a@b>",
                "\"a\" sip:a@b",
                "\"sip:a@b\"",
                "a, b <sip:a@b>",
                "sip:a@b?x=y",
                "sip:a@b,sip:c@d",
                "< sip:a@b >",
                "<sip:a@b> x",
                "<sip:a@b>;=1",
                "<sip:a@b>;tag=",
                "<sip:a@b>;tag=\"1",
                "a\"b\" <sip:a@b>",
                "<sip:a@b>;x=\"1\"2",
                "<sip:a@b>;x<y"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> NameAddr.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void writesAddressesSoThatNothingEscapes() throws Exception {
        var address =
                NameAddr.of("a\" <sip:evil@x>;tag=2, \\", Uri.parse("sip:a@b"))
                        .withTag("1")
                        .withParam("x", "a;b\"c");

        assertThat(address)
                .hasToString("\"a\\\" <sip:evil@x>;tag=2, \\\\\" <sip:a@b>;tag=1;x=\"a;b\\\"c\"");
        assertThat(NameAddr.parse(address.toString())).isEqualTo(address);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NameAddr.of("a\r\nX: y", address.uri()));
        assertThatIllegalArgumentException().isThrownBy(() -> address.withTag("a;b"));
        assertThatIllegalArgumentException().isThrownBy(() -> address.withParam("x", "a\nb"));
        assertThatIllegalArgumentException().isThrownBy(() -> address.withParam("x y", "a"));
    }

    @Test
    void readsVias() {
        var headers =
                of(
                        "Via",
                        "SIP / 2.0 / tls h.example:5061 ;received=192.0.2.1;rport=4000; branch=z9hG4bKa , SIP/2.0/UDP [2001:db8::1]",
                        "v",
                        "SIP/2.0/TCP c");
        var via = headers.via();

        assertThat(via.protocol()).isEqualTo("SIP/2.0");
        assertThat(via.transport()).isEqualTo("TLS");
        assertThat(via.sentBy()).isEqualTo(HostPort.of("h.example", 5061));
        assertThat(via.branch()).contains("z9hG4bKa");
        assertThat(via.received()).contains(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(via.rport()).hasValue(4000);
        assertThat(via)
                .hasToString(
                        "SIP/2.0/TLS h.example:5061;received=192.0.2.1;rport=4000;branch=z9hG4bKa");
        assertThat(headers.vias())
                .extracting(hop -> hop.sentBy().toString())
                .containsExactly("h.example:5061", "[2001:db8::1]", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIP",
                "SIP/2.0",
                "SIP/2.0/UDP",
                "SIP/2.0/UDP ",
                "SIP/2.0/UDP ;branch=1",
                "SIP/2.0/UDP a:",
                "SIP/2.0/UDP a:70000",
                "SIP/2.0/UDP a b",
                "SIP/2.0/UDP [::1",
                "SIP/2.0/UDP ::1",
                "SIP/2.0/U@P a",
                "/2.0/UDP a",
                "SIP/2.0/UDP a;branch="
            })
    void refusesWhatIsNoVia(String text) {
        assertThatThrownBy(() -> Via.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsContactsOfARegistration() {
        var headers = of("Contact", "<sip:a@b>;expires=60;q=0.5, <sip:c@d>;q=2;expires=x");

        assertThat(headers.allContacts()).isFalse();
        assertThat(headers.contacts().get(0).expires()).hasValue(60);
        assertThat(headers.contacts().get(0).q()).hasValue(0.5);
        assertThat(headers.contacts().get(1).expires()).hasValue(3600);
        assertThat(headers.contacts().get(1).q()).isEmpty();
        assertThat(of("Contact", "*").allContacts()).isTrue();
        assertThat(of("Contact", "*").contacts()).isEmpty();
        assertThat(of().contacts()).isEmpty();
    }

    @Test
    void readsNumbersWithinTheirBounds() {
        assertThat(of("CSeq", "2147483647 INVITE").cseq())
                .isEqualTo(new CSeq(2147483647L, "INVITE"));
        assertThatIllegalStateException().isThrownBy(() -> of("CSeq", "2147483648 INVITE").cseq());
        assertThatIllegalStateException().isThrownBy(() -> of("CSeq", "-1 INVITE").cseq());
        assertThatIllegalStateException().isThrownBy(() -> of("CSeq", "1INVITE").cseq());
        assertThat(of("Max-Forwards", "255").maxForwards()).hasValue(255);
        assertThat(of("Max-Forwards", "256").maxForwards()).isEmpty();
        assertThat(of("Expires", "4294967295").expires()).hasValue(4294967295L);
        assertThat(of("Expires", "4294967296").expires()).hasValue(3600);
        assertThat(of().expires()).isEmpty();
        assertThat(of("Retry-After", "120 (in a meeting);duration=60").seconds("retry-after"))
                .hasValue(120);
        assertThat(of("Retry-After", "soon").seconds("Retry-After")).isEmpty();
    }

    @Test
    void readsValuesWithParameters() {
        var headers =
                of(
                        "Session-Expires",
                        "1800;refresher=uac",
                        "Reason",
                        "Q.850 ;cause=16 ;text=\"a, b\", SIP;cause=200");

        assertThat(headers.seconds("x")).hasValue(1800);
        assertThat(headers.parameterised("x").orElseThrow().params().get("refresher"))
                .contains("uac");
        assertThat(headers.parameterised("Reason").orElseThrow().value()).isEqualTo("Q.850");
        assertThat(headers.parameterised("Reason").orElseThrow().params().get("TEXT"))
                .contains("a, b");
        assertThat(headers.all("Reason")).hasSize(2);
        assertThat(headers.parameterised("Replaces")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/sdp                     | true
                    Application/SDP                     | true
                    text/plain, application/*           | true
                    */*                                 | true
                    application/sdp;level=1             | true
                    application/sdp;q=0.0               | false
                    text/plain                          | false
                    ''                                  | false
                    text                                | false
                    applications/*                      | false
                    """)
    void knowsWhetherAnSdpIsWelcome(String accept, boolean welcome) {
        assertThat(of("Accept", accept).accepts("application/sdp")).isEqualTo(welcome);
        assertThat(of().accepts("application/sdp")).isTrue();
        assertThat(of().accepts("text/plain")).isFalse();
    }

    @Test
    void knowsWhatTheFarEndSupports() {
        var headers = of("Supported", "timer, 100rel", "Require", "Replaces");

        assertThat(headers.supports("TIMER")).isTrue();
        assertThat(headers.supports("replaces")).isTrue();
        assertThat(headers.supports("path")).isFalse();
        assertThat(of("k", "").supported()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nX: y",
                "a\rb",
                "a\nb",
                "a\0b",
                "a\u007fb",
                "a\tb",
                "\"a\\\r\"",
                "\"a\\\n\"",
                "\"a\0\"",
                "\\\0",
                "\"\\\0"
            })
    void refusesValuesThatWouldEndTheLineOrHideInIt(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.builder().add("Subject", value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.builder().set("Subject", value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.builder().prepend("Subject", value));
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.NONE.with("Subject", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\n", "\u00fc", "a,b"})
    void refusesNamesThatAreNone(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.builder().add(name, "x"));
    }

    @Test
    void setsOneLineWhereTheFirstWas() {
        var headers = of("x-A", "1", "x-B", "2", "x-a", "3", "x-C", "4").with("x-a", "5");

        assertThat(headers)
                .extracting(Header::toString)
                .containsExactly("x-a: 5", "x-B: 2", "x-C: 4");
        assertThat(headers.without("x-A").with("x-D", "6"))
                .extracting(Header::toString)
                .containsExactly("x-B: 2", "x-C: 4", "x-D: 6");
    }

    @Test
    void saysThatItWasNotValidatedRatherThanGuess() {
        assertThatIllegalStateException()
                .isThrownBy(() -> of().from())
                .withMessage("read before it was validated: From: missing (RFC 3261 §8.1.1)");
        assertThatIllegalStateException()
                .isThrownBy(() -> of("Via", "x").via())
                .withMessage(
                        "read before it was validated: Via: hop: '/' expected at character 1 (RFC 3261 §25.1)");
    }
}
