package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

class SipUriTest {
    /** The examples of RFC 3261 §19.1.4, both ways round. */
    @ParameterizedTest(name = "{0} {2} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sip:%61lice@atlanta.com;transport=TCP | sip:alice@AtLanTa.CoM;Transport=tcp       | same
                    sip:carol@chicago.com                 | sip:carol@chicago.com;newparam=5          | same
                    sip:carol@chicago.com                 | sip:carol@chicago.com;security=on         | same
                    sip:carol@chicago.com;newparam=5      | sip:carol@chicago.com;security=on         | same
                    sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com | sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com | same
                    sip:alice@atlanta.com?subject=project%20x&priority=urgent | sip:alice@atlanta.com?priority=urgent&subject=project%20x | same
                    SIP:ALICE@AtLanTa.CoM;Transport=udp   | sip:alice@AtLanTa.CoM;Transport=UDP       | different
                    sip:bob@biloxi.com                    | sip:bob@biloxi.com:5060                   | different
                    sip:bob@biloxi.com                    | sip:bob@biloxi.com;transport=udp          | different
                    sip:bob@biloxi.com                    | sip:bob@biloxi.com:6000;transport=tcp     | different
                    sip:carol@chicago.com                 | sip:carol@chicago.com?Subject=next%20meeting | different
                    sip:bob@phone21.boxesbybob.com        | sip:bob@192.0.2.4                         | different
                    sip:carol@chicago.com;security=on     | sip:carol@chicago.com;security=off        | different
                    sip:bob@biloxi.com                    | sips:bob@biloxi.com                       | different
                    sip:bob@biloxi.com                    | sip:bob@biloxi.com;user=phone             | different
                    sip:bob@biloxi.com                    | sip:bob@biloxi.com;maddr=192.0.2.1        | different
                    sip:a%3Bb@biloxi.com                  | sip:a;b@biloxi.com                        | different
                    sip:[2001:db8::1]                     | sip:[2001:DB8:0::1]                       | same
                    """)
    void comparesAsTheRfcDoes(String a, String b, String expected) throws Exception {
        boolean same = expected.equals("same");

        assertThat(SipUri.parse(a).isEquivalentTo(SipUri.parse(b))).isEqualTo(same);
        assertThat(SipUri.parse(b).isEquivalentTo(SipUri.parse(a))).isEqualTo(same);
    }

    @Test
    void isEquivalentWithoutBeingEqualForTheRelationIsNotTransitive() throws Exception {
        var plain = SipUri.parse("sip:carol@chicago.com");
        var on = SipUri.parse("sip:carol@chicago.com;security=on");
        var off = SipUri.parse("sip:carol@chicago.com;security=off");

        assertThat(plain.isEquivalentTo(on) && plain.isEquivalentTo(off)).isTrue();
        assertThat(on.isEquivalentTo(off)).isFalse();
        assertThat(plain).isNotEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sip:biloxi.com                                  | sip:biloxi.com
                    SIPS:Bob@Biloxi.COM:5061                        | sips:Bob@biloxi.com:5061
                    sip:bob:secret@biloxi.com                       | sip:bob@biloxi.com
                    sip:+1-212-555-1212:1234@gateway.com;user=phone | sip:+1-212-555-1212@gateway.com;user=phone
                    sip:*21#@pbx                                    | sip:*21%23@pbx
                    sip:a@b;;transport=tcp;                         | sip:a@b;transport=tcp
                    sip:a@my_host                                   | sip:a@my_host
                    sip:a@[2001:DB8::1]:5060;lr                     | sip:a@[2001:db8::1]:5060;lr
                    sip:%6a%2f%3b@b?a=%c3%bc                        | sip:j%2F%3B@b?a=%C3%BC
                    tel:+1-201-555-0123                             | tel:+12015550123
                    tel:7042;phone-context=example.com              | tel:7042;phone-context=example.com
                    urn:service:sos                                 | urn:service:sos
                    HTTP://www.example.com/?x=1                     | http://www.example.com/?x=1
                    """)
    void isWrittenInOneForm(String read, String written) throws Exception {
        assertThat(Uri.parse(read)).hasToString(written);
        assertThat(Uri.parse(written)).isEqualTo(Uri.parse(read));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "sip",
                "sip:",
                "sip:@host",
                "sip:a@",
                "sip:a@b@c",
                "sip:a@b:",
                "sip:a@b:0",
                "sip:a@b:65536",
                "sip:a@b:5060x",
                "sip:a b@c",
                "sip:a@b c",
                "sip:a@b;x y",
                "sip:a@b; lr",
                "sip:a@b:99999999999999999999",
                "sip:%4@b",
                "sip:%zz@b",
                "sip:a@b;=1",
                "sip:a@b?=1",
                "sip:a@[::1",
                "sip:a@[::1]x",
                "sip:a@[1.2.3.4]",
                "sip:a@::1",
                "sip:a@[1:2]",
                "sip:a@127.1",
                "sip:a@2130706433",
                "sip:a@1.2.3.256",
                "sip:a@1.2.3.010",
                "sip:a@1.2..4",
                "sip:a@1.2.3.4.5",
                "sip:a@1.2.3.4.",
                "sip:a@.b",
                "sip:\u00fc@b",
                "sip:a<@b",
                "sip:a@b\r\nX: y",
                "sip:a\u0000@b",
                "tel:",
                "tel:+",
                "tel:abcx",
                "1x:y",
                "http://a b",
                "http://a>b",
                "-:x"
            })
    void refusesWhatIsNoUri(String text) {
        assertThatThrownBy(() -> Uri.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void givesEachPartAsPlainText() throws Exception {
        var uri =
                SipUri.parse(
                        "sip:j%c3%b6rg%20x@Example.com:5080;transport=TCP;lr;x=%41?Replaces=a%40b%3Bto-tag%3D1&Subject=");

        assertThat(uri.user()).isEqualTo("j\u00f6rg x");
        assertThat(uri.host()).isEqualTo("example.com");
        assertThat(uri.port()).hasValue(5080);
        assertThat(uri.transport()).contains("tcp");
        assertThat(uri.isLooseRouter()).isTrue();
        assertThat(uri.param("X")).contains("A");
        assertThat(uri.header("replaces")).contains("a@b;to-tag=1");
        assertThat(uri.header("subject")).contains("");
    }

    @Test
    void escapesWhatIsPutIntoIt() throws Exception {
        var uri =
                SipUri.of("a@b;c\r\nd \u00fc", HostPort.of("example.com", 5070))
                        .withParam("x", "1;2@3")
                        .withHeader("Replaces", "c@d;to-tag=1&e");

        assertThat(uri)
                .hasToString(
                        "sip:a%40b;c%0D%0Ad%20%C3%BC@example.com:5070;x=1%3B2%403?Replaces=c%40d%3Bto-tag%3D1%26e");
        assertThat(SipUri.parse(uri.toString())).isEqualTo(uri);
    }

    @Test
    void cannotBeBuiltOfWhatItCouldNotWrite() throws Exception {
        var uri = SipUri.parse("sip:a@b");

        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.of("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.of("a\r\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.of(""));
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.of("a", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new OtherUri("urn", "a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TelUri("+1;x", Params.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> uri.withParams(Params.NONE.with("x", "\"a\"")));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SipUri(false, "a@b", uri.target(), uri.params(), uri.headers()));
    }

    @Test
    void findsThePhoneNumberOfATelUri() throws Exception {
        var global = (TelUri) Uri.parse("tel:+44.20(7946)0958;isub=1");
        var local = (TelUri) Uri.parse("TEL:*21*5#;phone-context=+49");

        assertThat(global.number()).isEqualTo("+442079460958");
        assertThat(global.isGlobal()).isTrue();
        assertThat(local.number()).isEqualTo("*21*5#");
        assertThat(local.isGlobal()).isFalse();
        assertThat(local.phoneContext()).contains("+49");
    }
}
