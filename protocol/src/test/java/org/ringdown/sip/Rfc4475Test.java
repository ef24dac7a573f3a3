package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.sip.Messages.resource;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The torture messages of RFC 4475: every one gets what it should, and the next good message is read as if nothing happened. */
class Rfc4475Test {
    @ParameterizedTest(name = "{1} {0}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wsinv      | 3.1.1.1  | accept
                    intmeth    | 3.1.1.2  | 501
                    esc01      | 3.1.1.3  | accept
                    escnull    | 3.1.1.4  | accept
                    esc02      | 3.1.1.5  | 501
                    lwsdisp    | 3.1.1.6  | accept
                    longreq    | 3.1.1.7  | accept
                    dblreq     | 3.1.1.8  | accept
                    semiuri    | 3.1.1.9  | accept
                    transports | 3.1.1.10 | accept
                    mpart01    | 3.1.1.11 | accept
                    unreason   | 3.1.1.12 | response
                    noreason   | 3.1.1.13 | response
                    badinv01   | 3.1.2.1  | 400
                    clerr      | 3.1.2.2  | 400
                    ncl        | 3.1.2.3  | 400
                    scalar02   | 3.1.2.4  | 400
                    scalarlg   | 3.1.2.5  | discard
                    quotbal    | 3.1.2.6  | 400
                    ltgtruri   | 3.1.2.7  | 400
                    lwsruri    | 3.1.2.8  | 400
                    lwsstart   | 3.1.2.9  | 400
                    trws       | 3.1.2.10 | 400
                    escruri    | 3.1.2.11 | 400
                    baddate    | 3.1.2.12 | accept
                    regbadct   | 3.1.2.13 | 400
                    badaspec   | 3.1.2.14 | 400
                    baddn      | 3.1.2.15 | 400
                    badvers    | 3.1.2.16 | 505
                    mismatch01 | 3.1.2.17 | 400
                    mismatch02 | 3.1.2.18 | 400
                    bigcode    | 3.1.2.19 | discard
                    badbranch  | 3.2.1    | accept
                    insuf      | 3.3.1    | 400
                    unkscm     | 3.3.2    | 416
                    novelsc    | 3.3.3    | 416
                    unksm2     | 3.3.4    | accept
                    bext01     | 3.3.5    | 420
                    invut      | 3.3.6    | 415
                    regaut01   | 3.3.7    | accept
                    multi01    | 3.3.8    | 400
                    mcl01      | 3.3.9    | 400
                    bcast      | 3.3.10   | response
                    zeromf     | 3.3.11   | accept
                    cparam01   | 3.3.12   | accept
                    cparam02   | 3.3.13   | accept
                    regescrt   | 3.3.14   | accept
                    sdp01      | 3.3.15   | 406
                    inv2543    | 3.4.1    | accept
                    """)
    void givesEveryMessageWhatItDeserves(String name, String section, String expected) {
        assertThat(Outcome.of(resource("rfc4475/" + name + ".dat"))).isEqualTo(expected);
        assertThat(Outcome.of(Messages.bytes(Messages.INVITE))).isEqualTo("accept");
    }

    @Test
    void unfoldsAndTrimsHeadersWrittenToConfuse() {
        var headers = request("wsinv").headers();

        assertThat(headers.to().tag()).contains("1918181833n");
        assertThat(headers.from().displayName()).isEqualTo("J Rosenberg \\\"");
        assertThat(headers.from().tag()).contains("98asjd8");
        assertThat(headers.maxForwards()).hasValue(68);
        assertThat(headers.cseq()).isEqualTo(new CSeq(9, "INVITE"));
        assertThat(headers.vias()).extracting(Via::transport).containsExactly("UDP", "TCP", "UDP");
        assertThat(headers.vias())
                .extracting(via -> via.branch().orElse(""))
                .containsExactly("390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239");
        assertThat(headers.first("Subject")).contains("");
        assertThat(headers.first("NewFangledHeader"))
                .contains("newfangled value continued newfangled value");
        assertThat(headers.contacts().getFirst().address().displayName())
                .isEqualTo("Quoted string \"\"");
        assertThat(headers.contacts().getFirst().q()).hasValue(0.33);
    }

    @Test
    void keepsEveryOctetOfANameThatItEchoes() {
        var request = request("intmeth");
        var received = resource("rfc4475/intmeth.dat");

        assertThat(request.method()).isEqualTo("!interesting-Method0123456789_*+`.%indeed'~");
        assertThat(request.headers().to().displayName()).isEqualTo("BEL:\u0007 NUL:\0 DEL:\u007f");
        assertThat(request.headers().from().displayName())
                .isEqualTo("token1~` token2'+_ token3*%!.-");
        assertThat(request.headers().callId())
                .isEqualTo("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");

        var answer =
                new String(
                        Responses.to(request, 501, "Not Implemented", "t").toBytes(),
                        StandardCharsets.UTF_8);
        var toLine =
                new String(received.array(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("To:"))
                        .findFirst()
                        .orElseThrow();
        assertThat(answer).contains(toLine + ";tag=t\r\n");
    }

    @Test
    void unescapesUrisWhereTheyMeanTheSame() throws Exception {
        var request = request("esc01");

        assertThat(((SipUri) request.uri()).user()).isEqualTo("sips:user@example.com");
        assertThat(request.headers().to().uri()).isEqualTo(Uri.parse("sip:user@example.com"));
        assertThat(((SipUri) request.headers().from().uri()).user()).isEqualTo("I have spaces");
        var contact = (SipUri) request.headers().contacts().getFirst().uri();
        assertThat(contact.isLooseRouter()).isTrue();
        assertThat(contact.param("name")).contains("value%41");
    }

    @Test
    void tellsUsersApartThatDifferInNulsOnly() {
        var contacts = request("escnull").headers().contacts();

        assertThat(contacts)
                .extracting(contact -> ((SipUri) contact.uri()).user())
                .containsExactly("\0", "\0\0");
    }

    @Test
    void leavesEscapesInMethodsAndHeaderNamesAlone() {
        var request = request("esc02");

        assertThat(request.method()).isEqualTo("RE%47IST%45R");
        assertThat(request.headers().contacts()).hasSize(2);
        assertThat(request.headers().to().displayName()).isEqualTo("%Z%45");
    }

    @Test
    void ignoresWhatFollowsTheBodyOfADatagram() {
        assertThat(request("dblreq").method()).isEqualTo("REGISTER");
        assertThat(request("dblreq").body()).isEqualTo(Body.EMPTY);
    }

    @Test
    void keepsSemicolonsInTheUserPart() {
        var uri = (SipUri) request("semiuri").uri();

        assertThat(uri.user()).isEqualTo("user;par=u@example.net");
        assertThat(uri.host()).isEqualTo("example.com");
        assertThat(uri.params()).isEqualTo(Params.NONE);
    }

    @Test
    void keepsBinaryBodies() {
        var body = request("mpart01").body();

        assertThat(body.size()).isEqualTo(553);
        assertThat(body.text()).contains("\0");
    }

    @Test
    void readsReasonsInAnyScriptAndNone() throws Exception {
        var unreason = (SipResponse) SipParser.parse(resource("rfc4475/unreason.dat"));
        var noreason = (SipResponse) SipParser.parse(resource("rfc4475/noreason.dat"));

        assertThat(unreason.reason()).startsWith("= 2**3 * 5**2 \u043d\u043e");
        assertThat(noreason.reason()).isEmpty();
    }

    @Test
    void countsABranchThatIsOnlyTheCookieAsNone() {
        assertThat(request("badbranch").headers().via().hasUniqueBranch()).isFalse();
        assertThat(request("inv2543").headers().via().hasUniqueBranch()).isFalse();
        assertThat(request("zeromf").headers().via().hasUniqueBranch()).isTrue();
    }

    @Test
    void namesBothUnknownExtensions() {
        var refusal = Validation.check(request("bext01"), Messages.CAPABILITIES).orElseThrow();

        assertThat(refusal.headers().tokens("Unsupported"))
                .containsExactly("nothingSupportsThis", "nothingSupportsThisEither");
    }

    @Test
    void saysWhichBodiesItReads() {
        var refusal = Validation.check(request("invut"), Messages.CAPABILITIES).orElseThrow();

        assertThat(refusal.headers().accept()).contains(MediaType.SDP);
    }

    @Test
    void sendsNothingToEverybody() throws Exception {
        var response = SipParser.parse(resource("rfc4475/bcast.dat"));

        assertThat(ResponseTarget.of(response.headers().vias().get(1))).isEmpty();
    }

    @Test
    void answersWithNoHopsLeftButPassesNothingOn() {
        assertThat(Validation.checkHops(request("zeromf"))).map(Refusal::status).contains(483);
        assertThat(Validation.checkHops(request("trws"))).isEmpty();
    }

    @Test
    void tellsParametersOfAContactFromThoseOfItsUri() {
        var inHeader = request("cparam01").headers().contacts().getFirst();
        var inUri = request("cparam02").headers().contacts().getFirst();

        assertThat(inHeader.address().params().has("unknownparam")).isTrue();
        assertThat(((SipUri) inHeader.uri()).hasParam("unknownparam")).isFalse();
        assertThat(inUri.address().params().has("unknownparam")).isFalse();
        assertThat(((SipUri) inUri.uri()).hasParam("unknownparam")).isTrue();
    }

    @Test
    void keepsHeadersOfAContactUri() {
        var uri = (SipUri) request("regescrt").headers().contacts().getFirst().uri();

        assertThat(uri.header("route")).contains("<sip:sip.example.com>");
    }

    @Test
    void readsExpiriesOutOfRangeAsAnHour() {
        var headers = request("scalar02").headers();

        assertThat(headers.expires()).hasValue(3600);
        assertThat(headers.contacts().getFirst().expires()).hasValue(3600);
        assertThat(headers.maxForwards()).isEmpty();
    }

    private static SipRequest request(String name) {
        try {
            return (SipRequest) SipParser.parse(resource("rfc4475/" + name + ".dat"));
        } catch (org.ringdown.wire.MalformedException e) {
            throw new AssertionError(name, e);
        }
    }
}
