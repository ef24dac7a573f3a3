package org.ringdown.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.config.Configuration.App;
import org.ringdown.config.Configuration.WhileAway;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;

/** Reads configurations from every source, and names every mistake with its line and what was probably meant. */
class ConfigurationReaderTest {
    @TempDir Path folder;

    @Test
    void anEmptyFileIsAllDefaults() throws IOException {
        var c = good("");

        assertThat(c.dev()).isFalse();
        assertThat(c.http().host()).isEqualTo("127.0.0.1");
        assertThat(c.http().port()).isEqualTo(Port.fixed(8080));
        assertThat(c.sip().port()).isEqualTo(Port.fixed(5060));
        assertThat(c.media().rtpPorts()).isEqualTo(new PortRange(20000, 29999));
        assertThat(c.rtmp().port()).isEqualTo(Port.OFF);
        assertThat(c.calls().resumeGrace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(c.users()).isEmpty();
    }

    @Test
    void recordsAreKeptWhereTheSystemWantsThemElseBesideTheFileAndInDevModeNowhere()
            throws IOException {
        var file = file("");
        var systemd = Map.of("STATE_DIRECTORY", "/var/lib/ringdown:/other");
        var set = "store.folder=elsewhere";

        assertThat(good("").store().folder()).contains(folder.resolve("ringdown-data"));
        assertThat(good(read(Optional.of(file), systemd)).store().folder())
                .contains(Path.of("/var/lib/ringdown"));
        assertThat(good(read(Optional.of(file), systemd, set)).store().folder())
                .contains(folder.resolve("elsewhere"));
        assertThat(good(read(Optional.empty(), systemd)).store().folder()).isEmpty();
    }

    @Test
    void readsEveryKindOfValue() throws IOException {
        var c =
                good(
                        """
                        http:
                          port: off
                          behind-proxy: [10.0.0.0/8, 192.168.1.1]
                          origins: ["https://Example.com:443", "http://a.example:8080"]
                        sip: {port: 0, external: 192.0.2.1, local-nets: [10.1.0.0/16], domains: [phone.example.com]}
                        media: {workers: 3, stun-server: "stun:Stun.example.com:3479", rtp-ports: 30000-30099, transcode: off, transcode-on-loss: off}
                        calls: {while-away: music, ring-timeout: 500ms, max-duration: 1h}
                        users:
                          alice: {password: correct horse battery}
                        routes:
                          - {to: "6??", app: builtin}
                        """);

        assertThat(c.http().port().isOff()).isTrue();
        assertThat(c.http().behindProxy()).hasToString("[10.0.0.0/8, 192.168.1.1/32]");
        assertThat(c.http().origins())
                .containsExactly("https://example.com", "http://a.example:8080");
        assertThat(c.sip().port()).isEqualTo(Port.fixed(0));
        assertThat(c.sip().external().orElseThrow().getHostAddress()).isEqualTo("192.0.2.1");
        assertThat(c.media().transcode()).isFalse();
        assertThat(c.media().transcodeOnLoss()).isFalse();
        assertThat(c.sip().localNets()).hasToString("[10.1.0.0/16]");
        assertThat(c.sip().domains()).containsExactly("phone.example.com");
        assertThat(c.media().stunServer()).hasToString("Optional[stun.example.com:3479]");
        assertThat(c.media().workers()).hasValue(3);
        assertThat(c.calls().whileAway()).isEqualTo(WhileAway.MUSIC);
        assertThat(c.calls().ringTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(c.users().get("alice").password().orElseThrow().reveal())
                .isEqualTo("correct horse battery");
        assertThat(c.routes().getFirst().app()).contains(App.BUILTIN);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    http: {prot: 1}                     | http.prot is not a key; did you mean http.port?
                    htpp: {port: 1}                     | htpp is not a key; did you mean http?
                    http: {port: 80a}                   | http.port: "80a" is not a port; write a number from 0 (any free one) to 65535, or off
                    http: {port: 65536}                 | http.port: "65536" is not a port; write a number from 0 (any free one) to 65535, or off
                    http: 8080                          | http needs keys of its own below it
                    http: {port: [1]}                   | http.port is not a port; write a number from 0 (any free one) to 65535, or off
                    http: {host: a b}                   | http.host: "a b" is not a host name or an IP address
                    http: {origins: https://a.com/x}    | http.origins: "https://a.com/x" is not a web origin such as https://example.com, without a path
                    http: {origins: "null"}             | http.origins: "null" is not a web origin such as https://example.com, without a path
                    http: {origins: "*"}                | http.origins: "*" is not a web origin such as https://example.com, without a path
                    http: {behind-proxy: proxy.lan}     | http.behind-proxy: "proxy.lan" is not an address or a network such as 10.0.0.0/8
                    http: {host: 0.0.0.0}               | http.host 0.0.0.0 can be reached from elsewhere, so it needs http.tls, or the address of the proxy in front of it as http.behind-proxy
                    sip: {external: here}               | sip.external: "here" is not an IP address, or auto
                    media: {rtp-ports: 5000}            | media.rtp-ports: "5000" is not a range of ports such as 20000-29999
                    media: {rtp-ports: 9-5}             | media.rtp-ports: "9-5" is not a range of ports such as 20000-29999
                    media: {webrtc-port: 20001}         | media.webrtc-port 20001 lies within media.rtp-ports 20000-29999
                    media: {ice-servers: [{urls: x}]}   | media.ice-servers[0].urls: "x" is not a URL such as stun:stun.example.com:3478 or turn:turn.example.com
                    calls: {resume-grace: 30}           | calls.resume-grace: "30" is not a duration such as 30s, 5m or 4h
                    calls: {while-away: silence}        | calls.while-away: "silence" is not comfort-noise or music
                    users: {alice: {password: alice}}   | users.alice.password is the user's own name
                    users: {alice: {password: short}}   | users.alice.password is shorter than 12 characters
                    users: {"a b": {}}                  | users.a b: "a b" is not a name; use letters, digits, dots, dashes and underscores, at most 64
                    routes: [{to: "1*", app: bultin}]   | routes[0].app: "bultin" is not builtin
                    routes: [{to: "1*"}]                | routes[0].to needs a trunk, trunks, line, user or app to go to
                    routes: [{to: "1*", trunk: pbz}]    | routes[0].trunk names no trunk "pbz"; there is none
                    routes: [{to: "1*", line: own, app: builtin}] | routes[0].app and line exclude each other
                    routes: [{to: "1*", app: builtin, strip: 1}] | routes[0].strip is for a trunk or a line only
                    routes: [{to: "1*", app: builtin, when: "Mo-Fr 9-18"}] | routes[0].when: "Mo-Fr 9-18" is not times of the week such as "Mo-Fr 09:00-18:00 Europe/Berlin"
                    users: {alice: {line: {uri: sip:a@pbx, username: a}}} | users.alice.line.password-file is missing; write the account's password
                    emergency: {trunks: [a]}            | emergency.trunks names no trunk "a"; there is none
                    numbers: {national: "0"}            | numbers.country is missing; write digits
                    routes: [{to: "1*2", app: builtin}] | routes[0].to: "1*2" is not a pattern of numbers; ? is one character, * at the end is the rest
                    tokens: {keys: {k1: {}}}            | tokens.keys.k1.key-file is missing; name a file with 32 characters or more, made with: openssl rand -base64 33
                    tokens: {keys: {k1: {key: short}}}  | tokens.keys.k1.key is too short; name a file with 32 characters or more, made with: openssl rand -base64 33
                    tokens: {keys: {k: {key: ""}}}      | tokens.keys.k.key is empty; name a file with 32 characters or more, made with: openssl rand -base64 33
                    http: {tls: {cert: a.pem}}          | http.tls.key is missing; write a path
                    sip: {tls-port: 5061}               | sip.tls-port needs a certificate; write sip.tls: {cert: FILE, key: FILE}
                    sip: {tls: {cert: a.pem}}           | sip.tls.key is missing; write a path
                    sip: {tls: {cert: a, key: b, client-auth: need}} | sip.tls.client-auth needs ca: the file with those who vouch for clients
                    sip: {tls: {cert: a, key: b, client-auth: maybe}} | sip.tls.client-auth: "maybe" is not off or want or need
                    media: {ice-servers: [{urls: "turn:t", secret: s, username: u}]} | media.ice-servers[0].username goes without secret, by which names and passwords are made
                    media: {ice-servers: [{urls: "turn:t", ttl: 2h}]} | media.ice-servers[0].ttl needs secret
                    media: {ice-servers: [{urls: "turn:t", secret: s, ttl: 5s}]} | media.ice-servers[0].ttl is less than a minute
                    media: {webrtc-port: off}           | media.webrtc-port off is not in this version; write a port, or 0 for any
                    media: {stun-server: "a:0"}         | media.stun-server: "a:0" is not a STUN server such as stun.example.com:3478
                    rtmp: {tls-port: 443}               | rtmp.tls-port needs a certificate; write rtmp.tls: {cert: FILE, key: FILE}
                    limits: {per-user: {calls-per-hour: none}} | limits.per-user.calls-per-hour: "none" is not a whole number from 1 to 1000000, or off
                    limits: {per-prefix: {"+4 4": {calls: 1}}} | limits.per-prefix.+4 4: "+4 4" is not the beginning of numbers such as +44*
                    trunks: {pbx: {}}                   | trunks.pbx.uri is missing; write a SIP URI such as sip:pbx.example.com
                    trunks: {pbx: {uri: sip:pbx.lan, register: true}} | trunks.pbx.register needs a username and a password
                    trunks: {pbx: {uri: sip:pbx.lan, codecs: [g729]}} | trunks.pbx.codecs: "g729" is not a codec; known are opus, g722, pcma, pcmu
                    trunks: {pbx: {uri: sip:pbx.lan, proxi: sip:x}} | trunks.pbx.proxi is not a key; did you mean trunks.pbx.proxy?
                    store: {url: jdbc:mysql://x}        | store.url: "jdbc:mysql://x" is not embedded, or a URL such as jdbc:postgresql://db.example.com/ringdown
                    store: {url: "jdbc:postgresql://x/y?password=z"} | store.url has a password in it; write it to a file and name that as password-file
                    store: {username: x}                | store.username is for a database of its own; the embedded one needs none
                    store: {retention: 1h}              | store.retention is less than a day; write 1d or more
                    buttons: {sales: {to: "600"}}       | buttons.sales.origins is missing; write the origins of the pages that may show it
                    buttons: {sales: {to: "60 *", origins: ["https://a.example"]}} | buttons.sales.to: "60 *" is not what can be dialled
                    buttons: {sales: {to: "600", origins: ["https://a.example"], hours: "9-18"}} | buttons.sales.hours: "9-18" is not times of the week such as "Mo-Fr 09:00-18:00 Europe/Berlin"
                    buttons: {sales: {to: "600", origins: ["*"]}} | buttons.sales.origins: "*" is not a web origin such as https://example.com, without a path
                    """)
    void saysWhatIsWrong(String yaml, String complaint) throws IOException {
        assertThat(bad("# first line\n" + yaml)).contains("ringdown.yaml:2: " + complaint);
    }

    @Test
    void namesAllMistakesAtOnceInTheOrderOfTheFile() throws IOException {
        var mistakes =
                bad(
                        """
                        users: {bob: {password: bob}}
                        http:
                          prot: 1
                          origins:
                            - https://good.example
                            - nonsense
                        htp: {}
                        """);

        assertThat(mistakes)
                .extracting(line -> line.substring(0, line.indexOf(": ")))
                .containsExactly(
                        "ringdown.yaml:1", "ringdown.yaml:3", "ringdown.yaml:6", "ringdown.yaml:7");
    }

    @Test
    void theLineIsThatOfTheKeyAlsoWhenItsValueBeginsBelow() throws IOException {
        assertThat(bad("http:\n  port: 0\nmedai:\n  workers: 1\n"))
                .containsExactly("ringdown.yaml:3: medai is not a key; did you mean media?");
        assertThat(bad("http:\n  origins:\n    - https://a.example\n    - b\n").getFirst())
                .startsWith("ringdown.yaml:4: ");
    }

    @Test
    void aKeyWrittenTwiceIsAMistakeAndTheRestIsStillRead() throws IOException {
        assertThat(bad("http:\n  port: 1\n  port: 2\nfoo: 1"))
                .contains("ringdown.yaml:3: port is written twice, first on line 2")
                .anyMatch(line -> line.startsWith("ringdown.yaml:4: foo is not a key"));
    }

    @Test
    void aKeyWithNothingBehindItIsLeftOut() throws IOException {
        var c =
                good(
                        "http: {port: , tls: {cert: , key: }, behind-proxy: , origins: []}\nmedia:\nusers: {alice: {line: {uri: , password: }}}");

        assertThat(c.http().port()).isEqualTo(Port.fixed(8080));
        assertThat(c.users().get("alice").line()).isEmpty();
    }

    @Test
    void notYetKeysMayCarryTheirDefaults() throws IOException {
        good(
                "sip: {tls-port: off}\nrtmp: {port: off, registrars: []}\nstore: {url: embedded}\nbuttons: {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http: {port: 1", "a: b: c", "\tx: 1", "- 1\nb: 2", "'", "%", "a: *b"})
    void whatIsNotYamlGetsOneSentence(String text) throws IOException {
        assertThat(bad(text))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }

    @Test
    void aSyntaxErrorDoesNotQuoteTheSecretsAroundIt() throws IOException {
        var mistakes = bad("tokens: {keys: {k1: {key: 'hunter2-hunter2-hunter2-hunter2-' }\nx: 1");

        assertThat(mistakes)
                .singleElement()
                .asString()
                .contains("is not YAML")
                .doesNotContain("hunter2");
    }

    @Test
    void aListInPlaceOfKeysIsAMistake() throws IOException {
        assertThat(bad("- 1"))
                .containsExactly(
                        "ringdown.yaml:1: keys are expected here, as in http: {port: 8080}");
    }

    @Test
    void anAliasIsRefusedRatherThanTakenForItsName() throws IOException {
        assertThat(bad("users:\n  a: {password: &p 123456789012}\n  b: {password: *p}"))
                .containsExactly(
                        "ringdown.yaml:3: aliases (*name) are not followed; write the value out");
    }

    @Test
    void deepNestingIsRefusedAndEndsTheReading() throws IOException {
        assertThat(bad("a: " + "[".repeat(40) + "]".repeat(40))).isNotEmpty();
    }

    @Test
    void aFileThatCannotBeReadGetsOneSentence() {
        var mistakes = mistakes(read(Optional.of(folder.resolve("none.yaml")), Map.of()));

        assertThat(mistakes)
                .singleElement()
                .asString()
                .endsWith("none.yaml: cannot be read: there is no such file");
    }

    @Test
    void aBinaryFileGetsOneSentence() throws IOException {
        var file = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(mistakes(read(Optional.of(file), Map.of())))
                .singleElement()
                .asString()
                .contains("it is not UTF-8 text");
    }

    @Test
    void flagBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
        var file = file("http: {port: 1}\nsip: {port: 1}\nmedia: {webrtc-port: 1}");
        var environment =
                Map.of(
                        "RINGDOWN_HTTP__PORT",
                        "2",
                        "RINGDOWN_MEDIA__WEBRTC_PORT",
                        "2",
                        "HOME",
                        "/x");

        var c = good(read(Optional.of(file), environment, "http.port=3"));

        assertThat(c.http().port().number()).isEqualTo(3);
        assertThat(c.media().webrtcPort().number()).isEqualTo(2);
        assertThat(c.sip().port().number()).isEqualTo(1);
        assertThat(c.rtmp().port()).isEqualTo(Port.OFF);
    }

    @Test
    void listsAndMappingsMayComeFromFlagsAndTheEnvironment() throws IOException {
        var environment = Map.of("RINGDOWN_ROUTES", "[{to: '6*', app: builtin}]");

        var c =
                good(
                        read(
                                Optional.of(file("")),
                                environment,
                                "http.origins=[http://a.example, http://b.example]"));

        assertThat(c.routes()).hasSize(1);
        assertThat(c.http().origins()).containsExactly("http://a.example", "http://b.example");
    }

    @Test
    void mistakesInFlagsAndTheEnvironmentNameThem() throws IOException {
        var mistakes =
                mistakes(
                        read(
                                Optional.of(file("")),
                                Map.of("RINGDOWN_HTTP__PROT", "1"),
                                "sip.port=x",
                                "nonsense"));

        assertThat(mistakes)
                .contains("RINGDOWN_HTTP__PROT: http.prot is not a key; did you mean http.port?")
                .contains("--set: \"nonsense\" is not KEY=VALUE, as in http.port=9000")
                .anyMatch(line -> line.startsWith("--set sip.port: sip.port: \"x\" is not a port"));
    }

    @Test
    void variablesThatOrchestratorsSetAreNotOurs() throws IOException {
        good(
                read(
                        Optional.of(file("")),
                        Map.of(
                                "RINGDOWN_PORT",
                                "tcp://10.0.0.1:80",
                                "RINGDOWN_VECTORS",
                                "/x",
                                "RINGDOWN_SERVICE_HOST",
                                "10.0.0.1")));
    }

    @Test
    void secretsComeFromFilesBesideTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("k1"), "0123456789012345678901234567890123456789\n");

        var c = good("tokens: {keys: {k1: {key-file: k1}}}");

        assertThat(c.tokens().keys().get("k1").key().reveal()).hasSize(40);
        assertThat(c.toString()).doesNotContain("0123456789");
    }

    @Test
    void aSecretMayNotBeWrittenTwice() throws IOException {
        assertThat(bad("users: {alice: {password: aaaaaaaaaaaaaaa, password-file: x}}"))
                .contains(
                        "ringdown.yaml:1: users.alice.password and users.alice.password-file exclude each other");
    }

    @Test
    void aSecretFileThatIsMissingOrTooLongIsAMistake() throws IOException {
        Files.write(folder.resolve("long"), new byte[20_000]);

        assertThat(bad("users: {a: {password-file: none}, b: {password-file: long}}"))
                .anyMatch(line -> line.contains("none cannot be read (there is no such file)"))
                .anyMatch(line -> line.contains("long is too long for a secret"));
    }

    @Test
    void devModeKnowsAliceAndBobAndGivesWay() {
        var c = good(ConfigurationReader.read(Sources.NONE));

        assertThat(c.dev()).isTrue();
        assertThat(c.users().keySet()).containsExactly("alice", "bob");
        assertThat(c.users().get("bob").password().orElseThrow().reveal()).isEqualTo("bob");
        assertThat(c.http().port()).isEqualTo(new Port(8080, false));
        assertThat(c.media().webrtcPort()).isEqualTo(new Port(10000, false));
        assertThat(c.routes()).hasSize(2);
    }

    @Test
    void inDevModeAChosenPortDoesNotGiveWay() {
        var c =
                good(
                        read(
                                Optional.empty(),
                                Map.of("RINGDOWN_SIP__PORT", "5070"),
                                "http.port=8080"));

        assertThat(c.http().port()).isEqualTo(Port.fixed(8080));
        assertThat(c.sip().port()).isEqualTo(Port.fixed(5070));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "sip", "rtmp", "rtmfp"})
    void devModeServesThisMachineOnly(String section) {
        var mistakes = mistakes(read(Optional.empty(), Map.of(), section + ".host=0.0.0.0"));

        assertThat(mistakes)
                .containsExactly(
                        "--set "
                                + section
                                + ".host: "
                                + section
                                + ".host without a configuration file only this machine is served; write 127.0.0.1");
    }

    @Test
    void offLoopbackIsFineBehindAProxy() throws IOException {
        good("http: {host: 0.0.0.0, behind-proxy: 10.0.0.1}");
    }

    private Configuration good(String yaml) throws IOException {
        return good(read(Optional.of(file(yaml)), Map.of()));
    }

    private List<String> bad(String yaml) throws IOException {
        return mistakes(read(Optional.of(file(yaml)), Map.of()));
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("ringdown.yaml"), yaml);
    }

    private static Outcome read(
            Optional<Path> file, Map<String, String> environment, String... sets) {
        return ConfigurationReader.read(new Sources(file, environment, Arrays.asList(sets)));
    }

    private static Configuration good(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Good.class);
        return ((Outcome.Good) outcome).configuration();
    }

    private static List<String> mistakes(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Bad.class);
        return ((Outcome.Bad) outcome).mistakes().stream().map(Mistake::toString).toList();
    }
}
