package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.media.Figures;
import org.ringdown.media.LegSound;
import org.ringdown.media.Quality;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.push.Subscription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds together the three that describe the phone protocol: the records, the JSON, and the published schema. */
class PhoneProtocolTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode SCHEMA = schema();
    private static final Schema FROM_PAGE = part("from-page");
    private static final Schema TO_PAGE = part("to-page");

    record Said(String json, FromPage message) {}

    /** Everything that a page may say, with as little and with as much as it may say. */
    static final List<Said> FROM =
            List.of(
                    new Said(
                            "{'type':'hello','v':1,'token':'t'}",
                            new FromPage.Hello(1, "t", "unknown", true, Optional.empty())),
                    new Said(
                            "{'type':'hello','v':2,'token':'t','sdk':'s','register':false,'resume':'r','later':null}",
                            new FromPage.Hello(2, "t", "s", false, Optional.of("r"))),
                    new Said("{'type':'token','token':'t'}", new FromPage.FreshToken("t")),
                    new Said("{'type':'register','on':false}", new FromPage.Register(false)),
                    new Said(
                            "{'type':'media.open','m':'m1','offer':'v=0'}",
                            new FromPage.MediaOpen("m1", "v=0")),
                    new Said("{'type':'media.close','m':'m1'}", new FromPage.MediaClose("m1")),
                    new Said(
                            "{'type':'call','ref':'1','to':'600','m':'m1'}",
                            new FromPage.Dial(
                                    "1", "600", "m1", Map.of(), Map.of(), Optional.empty())),
                    new Said(
                            "{'type':'call','ref':'1','to':'600','m':'m1','headers':{'X-A':'b'},'context':{'c':''},'ringTimeout':60000}",
                            new FromPage.Dial(
                                    "1",
                                    "600",
                                    "m1",
                                    Map.of("X-A", "b"),
                                    Map.of("c", ""),
                                    Optional.of(Duration.ofSeconds(60)))),
                    new Said(
                            "{'type':'call','ref':'1','to':'600','m':'m1','codecs':['opus/48000/2','PCMA/8000']}",
                            new FromPage.Dial(
                                    "1",
                                    "600",
                                    "m1",
                                    Map.of(),
                                    Map.of(),
                                    Optional.empty(),
                                    List.of("opus/48000/2", "PCMA/8000"),
                                    false)),
                    new Said(
                            "{'type':'call','ref':'1','to':'600','m':'m1','check':true}",
                            new FromPage.Dial(
                                    "1",
                                    "600",
                                    "m1",
                                    Map.of(),
                                    Map.of(),
                                    Optional.empty(),
                                    List.of(),
                                    true)),
                    new Said("{'type':'answer','call':'c','m':'m'}", new FromPage.Answer("c", "m")),
                    new Said("{'type':'reject','call':'c'}", new FromPage.Reject("c", false)),
                    new Said(
                            "{'type':'reject','call':'c','busy':true}",
                            new FromPage.Reject("c", true)),
                    new Said("{'type':'hangup','call':'c'}", new FromPage.Hangup("c")),
                    new Said("{'type':'pull','call':'c','m':'m'}", new FromPage.Pull("c", "m")),
                    new Said("{'type':'hold','call':'c','on':true}", new FromPage.Hold("c", true)),
                    new Said(
                            "{'type':'transfer','call':'c','to':'600'}",
                            new FromPage.Transfer("c", "600")),
                    new Said(
                            "{'type':'transfer','call':'c','with':'d'}",
                            new FromPage.TransferToCall("c", "d")),
                    new Said(
                            "{'type':'dtmf','call':'c','digits':'12#'}",
                            new FromPage.Dtmf(
                                    "c", "12#", Duration.ofMillis(100), Duration.ofMillis(70))),
                    new Said(
                            "{'type':'dtmf','call':'c','digits':'*D','duration':200,'gap':50}",
                            new FromPage.Dtmf(
                                    "c", "*D", Duration.ofMillis(200), Duration.ofMillis(50))),
                    new Said(
                            "{'type':'message','ref':'1','to':'bob','body':'Hello\\nBob'}",
                            new FromPage.Message("1", "bob", "Hello\nBob")),
                    new Said(
                            "{'type':'info','ref':'1','call':'c','contentType':'application/json','body':'{}'}",
                            new FromPage.Info("1", "c", "application/json", "{}")),
                    new Said(
                            "{'type':'record','ref':'1','call':'c','on':true}",
                            new FromPage.Record("1", "c", true)),
                    new Said(
                            "{'type':'push','ref':'1','endpoint':'https://p.example/x','p256dh':'k','auth':'s','page':'https://w.example/'}",
                            new FromPage.Push(
                                    "1",
                                    new Subscription(
                                            "https://p.example/x",
                                            "k",
                                            "s",
                                            "https://w.example/"))),
                    new Said(
                            "{'type':'push.off','ref':'1','endpoint':'https://p.example/x'}",
                            new FromPage.PushOff("1", "https://p.example/x")),
                    new Said(
                            "{'type':'feedback','ref':'1','call':'c','score':2,'issue':'echo'}",
                            new FromPage.Feedback("1", "c", 2, Optional.of("echo"))),
                    new Said(
                            "{'type':'feedback','ref':'1','call':'c','score':5}",
                            new FromPage.Feedback("1", "c", 5, Optional.empty())),
                    new Said(
                            "{'type':'stats','call':'c','on':true}", new FromPage.Stats("c", true)),
                    new Said("{'type':'ping'}", new FromPage.Ping()));

    record Heard(ToPage message, String json) {}

    private static final ToPage.Party BOB =
            new ToPage.Party("sip:bob@h", Optional.of("12"), Optional.of("Bob"));
    private static final ToPage.Party NOBODY =
            new ToPage.Party("sip:x@h", Optional.empty(), Optional.empty());
    private static final String BOB_JSON = "{'uri':'sip:bob@h','number':'12','name':'Bob'}";
    private static final ToPage.CallInfo CALL =
            new ToPage.CallInfo(
                    "c",
                    "s",
                    "inbound",
                    "active",
                    BOB,
                    5,
                    Optional.of(6L),
                    new ToPage.Hold(false, false),
                    false,
                    true,
                    false);
    private static final String CALL_JSON =
            "{'call':'c','sipCallId':'s','direction':'inbound','state':'active','remote':"
                    + BOB_JSON
                    + ",'startedAt':5,'answeredAt':6,'here':true,'mine':false}";
    private static final Optional<ToPage.SipStatus> BUSY =
            Optional.of(new ToPage.SipStatus(486, "Busy Here"));

    static final List<Heard> TO =
            List.of(
                    new Heard(
                            new ToPage.Welcome(1, "alice", "p", "r", List.of(), List.of()),
                            "{'type':'welcome','v':1,'user':'alice','page':'p','resume':'r','iceServers':[],'calls':[]}"),
                    new Heard(
                            new ToPage.Welcome(
                                    1,
                                    "alice",
                                    "p",
                                    "r",
                                    List.of(
                                            new ToPage.IceServer(
                                                    List.of("stun:a"),
                                                    Optional.empty(),
                                                    Optional.empty()),
                                            new ToPage.IceServer(
                                                    List.of("turn:b"),
                                                    Optional.of("u"),
                                                    Optional.of("c"))),
                                    List.of(CALL)),
                            "{'type':'welcome','v':1,'user':'alice','page':'p','resume':'r','iceServers':[{'urls':['stun:a']},{'urls':['turn:b'],'username':'u','credential':'c'}],'calls':["
                                    + CALL_JSON
                                    + "]}"),
                    new Heard(
                            new ToPage.IceServersRenewed(
                                    List.of(
                                            new ToPage.IceServer(
                                                    List.of("turns:b"),
                                                    Optional.of("1:alice"),
                                                    Optional.of("c")))),
                            "{'type':'ice-servers','iceServers':[{'urls':['turns:b'],'username':'1:alice','credential':'c'}]}"),
                    new Heard(
                            new ToPage.MediaAnswer("m", "v=0\r\n"),
                            "{'type':'media.answer','m':'m','answer':'v=0\\r\\n'}"),
                    new Heard(
                            new ToPage.Calling("1", "c", "s", NOBODY),
                            "{'type':'calling','ref':'1','call':'c','sipCallId':'s','remote':{'uri':'sip:x@h'}}"),
                    new Heard(
                            new ToPage.Incoming("c", "s", BOB, "alice", Map.of("X-A", "b"), false),
                            "{'type':'incoming','call':'c','sipCallId':'s','remote':"
                                    + BOB_JSON
                                    + ",'to':'alice','headers':{'X-A':'b'}}"),
                    new Heard(
                            new ToPage.Incoming("c", "s", NOBODY, "alice", Map.of(), true),
                            "{'type':'incoming','call':'c','sipCallId':'s','remote':{'uri':'sip:x@h'},'to':'alice','headers':{},'video':true}"),
                    new Heard(
                            new ToPage.Video(
                                    "c",
                                    "m",
                                    true,
                                    Optional.of(new ToPage.VideoCodec("1", 96, "VP8", 90000)),
                                    Optional.empty()),
                            "{'type':'video','call':'c','m':'m','theirs':true,'on':true,'mid':'1','pt':96,'name':'VP8','clockRate':90000}"),
                    new Heard(
                            new ToPage.Video(
                                    "c", "m", false, Optional.empty(), Optional.of("not-offered")),
                            "{'type':'video','call':'c','m':'m','theirs':false,'on':false,'reason':'not-offered'}"),
                    new Heard(
                            new ToPage.Ringing("c", true),
                            "{'type':'ringing','call':'c','early':true}"),
                    new Heard(new ToPage.Answered("c"), "{'type':'answered','call':'c'}"),
                    new Heard(
                            new ToPage.SendCodec("c", "m", "0", 111, "opus", 48000, true),
                            "{'type':'codec','call':'c','m':'m','mid':'0','pt':111,'name':'opus','clockRate':48000,'redundant':true}"),
                    new Heard(
                            new ToPage.SendCodec("c", "m", "0", 8, "PCMA", 8000, false),
                            "{'type':'codec','call':'c','m':'m','mid':'0','pt':8,'name':'PCMA','clockRate':8000}"),
                    new Heard(
                            new ToPage.CallUpdate(CALL),
                            "{'type':'call.update','call':" + CALL_JSON + "}"),
                    new Heard(new ToPage.Pulled("c"), "{'type':'pulled','call':'c'}"),
                    new Heard(
                            new ToPage.Ended(
                                    "c", "busy", "remote", BUSY, OptionalInt.of(17), 61_200),
                            "{'type':'ended','call':'c','reason':'busy','by':'remote','sip':{'code':486,'reason':'Busy Here'},'q850':17,'durationMs':61200}"),
                    new Heard(
                            new ToPage.Ended(
                                    "c",
                                    "hangup",
                                    "local",
                                    Optional.empty(),
                                    OptionalInt.empty(),
                                    0),
                            "{'type':'ended','call':'c','reason':'hangup','by':'local','durationMs':0}"),
                    new Heard(
                            new ToPage.CallUpdate(
                                    new ToPage.CallInfo(
                                            "c",
                                            "s",
                                            "outbound",
                                            "held",
                                            NOBODY,
                                            5,
                                            Optional.empty(),
                                            new ToPage.Hold(false, true),
                                            true,
                                            true,
                                            false)),
                            "{'type':'call.update','call':{'call':'c','sipCallId':'s','direction':'outbound','state':'held','remote':{'uri':'sip:x@h'},'startedAt':5,'hold':{'local':false,'remote':true},'recording':true,'here':true,'mine':false}}"),
                    new Heard(
                            new ToPage.Held("c", new ToPage.Hold(true, false)),
                            "{'type':'hold','call':'c','local':true,'remote':false}"),
                    new Heard(
                            new ToPage.TransferProgress("c", "trying", OptionalInt.empty()),
                            "{'type':'transfer','call':'c','status':'trying'}"),
                    new Heard(
                            new ToPage.TransferProgress("c", "failed", OptionalInt.of(486)),
                            "{'type':'transfer','call':'c','status':'failed','sip':486}"),
                    new Heard(
                            new ToPage.KeyHeard("c", '#'),
                            "{'type':'dtmf','call':'c','digit':'#'}"),
                    new Heard(
                            new ToPage.Failure(
                                    "bad-number",
                                    "a",
                                    "b",
                                    false,
                                    Optional.of("1"),
                                    Optional.of("c"),
                                    Optional.of("m"),
                                    BUSY),
                            "{'type':'error','code':'bad-number','message':'a','hint':'b','retryable':false,'ref':'1','call':'c','m':'m','sip':{'code':486,'reason':'Busy Here'}}"),
                    new Heard(
                            new ToPage.Failure(
                                    "error",
                                    "a",
                                    "b",
                                    true,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()),
                            "{'type':'error','code':'error','message':'a','hint':'b','retryable':true}"),
                    new Heard(new ToPage.PushKey("BP4z"), "{'type':'push','key':'BP4z'}"),
                    new Heard(new ToPage.Done("1"), "{'type':'done','ref':'1'}"),
                    new Heard(
                            new ToPage.Message("sip:bob@h", "Hello\r\n\u001b[2J"),
                            "{'type':'message','from':'sip:bob@h','body':'Hello\\r\\n\\u001b[2J'}"),
                    new Heard(
                            new ToPage.Voicemail(true, 3),
                            "{'type':'voicemail','waiting':true,'count':3}"),
                    new Heard(
                            new ToPage.Info("c", "text/plain", "x"),
                            "{'type':'info','call':'c','contentType':'text/plain','body':'x'}"),
                    new Heard(
                            new ToPage.Recording("c", true),
                            "{'type':'recording','call':'c','on':true}"),
                    new Heard(
                            new ToPage.Stats(
                                    "c",
                                    new LegSound(
                                            new Figures(
                                                    990,
                                                    1000,
                                                    10,
                                                    new Quality(
                                                            4_000_000,
                                                            Optional.of(
                                                                    new Quality.Far(
                                                                            3,
                                                                            2_500_000,
                                                                            OptionalLong.of(
                                                                                    31_000_000))))),
                                            new Figures(245, 250, 5, Quality.UNKNOWN),
                                            "OPUS",
                                            true),
                                    Optional.of(
                                            new LegSound(
                                                    new Figures(0, 100, 0, Quality.UNKNOWN),
                                                    Figures.NONE,
                                                    "",
                                                    false))),
                            "{'type':'stats','call':'c','here':{'received':990,'sent':1000,'lost':10,'loss':0.02,'mos':4.235,'jitter':4.0,"
                                    + "'farLost':3,'farJitter':2.5,'rtt':31.0,'codec':'OPUS','path':'tcp'},"
                                    + "'there':{'received':0,'sent':100,'lost':0,'path':'udp','oneWay':true}}"),
                    new Heard(new ToPage.Pong(), "{'type':'pong'}"));

    @ParameterizedTest
    @FieldSource("FROM")
    void readsWhatPagesSay(Said said) {
        assertThat(PageReader.read(plain(said.json)))
                .isEqualTo(new PageReader.Understood(said.message));
        assertThat(complaints(FROM_PAGE, plain(said.json))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("TO")
    void writesWhatPagesHear(Heard heard) {
        assertThat(JSON.readTree(PageWriter.write(heard.message)))
                .isEqualTo(JSON.readTree(plain(heard.json)));
        assertThat(complaints(TO_PAGE, PageWriter.write(heard.message))).isEmpty();
    }

    @Test
    void everyRecordIsShownHere() {
        var said = FROM.stream().<Object>map(Said::message).toList();
        var heard = TO.stream().<Object>map(Heard::message).toList();

        for (Class<?> kind : FromPage.class.getPermittedSubclasses()) {
            if (kind == FromPage.StreamOpen.class) continue; // of RTMP clients, and never JSON
            assertThat(said).hasAtLeastOneElementOfType(kind);
        }
        for (Class<?> kind : ToPage.class.getPermittedSubclasses()) {
            assertThat(heard).hasAtLeastOneElementOfType(kind);
        }
    }

    @Test
    void theSchemaHasNoMemberThatNobodyWrites() {
        var written = FROM.stream().map(said -> plain(said.json));
        written = Stream.concat(written, TO.stream().map(heard -> PageWriter.write(heard.message)));
        var members =
                written.flatMap(json -> names(JSON.readTree(json)).stream())
                        .collect(Collectors.toSet());

        for (var definition : SCHEMA.get("$defs")) {
            assertThat(members).containsAll(definition.path("properties").propertyNames());
        }
    }

    /** Each message with each of its members left out, of another type, and too long: reader and schema agree about all. */
    static Stream<String> nearlyMessages() {
        return FROM.stream()
                .map(said -> JSON.readTree(plain(said.json)))
                .flatMap(PhoneProtocolTest::mutations)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("nearlyMessages")
    void readerAndSchemaAgreeOnWhatIsNearlyAMessage(String json) {
        boolean read = PageReader.read(json) instanceof PageReader.Understood;

        assertThat(read)
                .as("%s: the schema says %s", json, complaints(FROM_PAGE, json))
                .isEqualTo(complaints(FROM_PAGE, json).isEmpty());
    }

    @Test
    void aRefusalNamesWhatItIsAbout() {
        var outcome = PageReader.read(plain("{'type':'call','ref':'7','m':'m1','to':5}"));

        var failure = ((PageReader.NotUnderstood) outcome).failure();
        assertThat(failure.code()).isEqualTo("bad-message");
        assertThat(failure.message()).isEqualTo("to must be a string.");
        assertThat(failure.ref()).contains("7");
        assertThat(failure.m()).contains("m1");
        assertThat(failure.call()).isEmpty();
    }

    @Test
    void nothingThatIsSentBreaksTheReader() {
        var random = new Random(11);
        var seeds = FROM.stream().map(said -> plain(said.json)).toList();
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int edit = random.nextInt(1, 6); edit > 0 && !text.isEmpty(); edit--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x180));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, "{}[]\",:\\u0019e".charAt(random.nextInt(14)));
                }
            }
            assertThat(PageReader.read(text.toString())).isNotNull();
        }
    }

    @Test
    void deepNestingAndHugeNumbersAreRefusedWithoutWork() {
        for (var hostile :
                List.of(
                        "[".repeat(30_000),
                        "{\"a\":".repeat(10_000),
                        "{\"type\":\"hello\",\"token\":\"t\",\"v\":1" + "0".repeat(60_000) + "}",
                        "{\"type\":\"hello\",\"token\":\"t\",\"v\":1e999999999}",
                        "\u0000",
                        "\ud800")) {
            assertThat(PageReader.read(hostile)).isInstanceOf(PageReader.NotUnderstood.class);
        }
    }

    private static Stream<String> mutations(JsonNode message) {
        var all = Stream.<ObjectNode>builder();
        for (var name : message.propertyNames()) {
            all.add(copy(message).without(name));
            for (var other :
                    List.of(
                            "null",
                            "1",
                            "0",
                            "-1",
                            "1.5",
                            "true",
                            "[]",
                            "{}",
                            "\"\"",
                            "\"x\"",
                            "{\"a\":1}",
                            "100000000")) {
                all.add(copy(message).set(name, JSON.readTree(other)));
            }
            for (int length : List.of(64, 65, 256, 257, 4096, 4097)) {
                all.add(copy(message).put(name, "1".repeat(length)));
            }
        }
        return all.build().map(ObjectNode::toString);
    }

    private static ObjectNode copy(JsonNode message) {
        return (ObjectNode) message.deepCopy();
    }

    private static List<String> names(JsonNode node) {
        return Stream.concat(
                        node.isObject() ? node.propertyNames().stream() : Stream.empty(),
                        node.valueStream().flatMap(child -> names(child).stream()))
                .toList();
    }

    private static List<String> complaints(Schema schema, String json) {
        return schema.validate(JSON.readTree(json)).stream().map(Error::toString).toList();
    }

    private static Schema part(String name) {
        var part = ((ObjectNode) SCHEMA.deepCopy()).without("anyOf");
        part.put("$ref", "#/$defs/" + name);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(part);
    }

    private static JsonNode schema() {
        try (var in = PhoneProtocolTest.class.getResourceAsStream("phone.schema.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String plain(String json) {
        return json.replace('\'', '"');
    }
}
