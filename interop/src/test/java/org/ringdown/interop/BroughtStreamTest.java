package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.peer.NginxRtmp;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FfmpegProgram;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.sound.G711;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What ffmpeg publishes at nginx is brought into calls. */
@Scenario
class BroughtStreamTest {
    private static final int STREAM_HZ = 700;
    private static final int PHONE_HZ = 1500;
    private static final int PAGE_HZ = 1100;
    private static final Duration GONE = Duration.ofSeconds(30);
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private static NginxRtmp nginx;
    private static Gateway gateway;

    @BeforeAll
    static void start(Lab lab) {
        nginx = NginxRtmp.start(lab.folder("nginx-brought"));
        gateway =
                Gateway.start(
                        lab.folder("gateway-brought"),
                        "rtmp.port=0",
                        "streams.from=" + nginx.url(""),
                        "streams.patience=3s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        nginx.close();
    }

    private static Path folder(Lab lab) {
        return lab.folder("brought-" + FOLDERS.incrementAndGet());
    }

    private static JsonNode call(String name, String to) {
        var wish = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(nginx.url(name), to);
        return begun(gateway.post("/v1/calls", wish), name);
    }

    private static JsonNode inject(String name, String call) {
        var wish = "{\"from\":\"%s\"}".formatted(nginx.url(name));
        return begun(gateway.post("/v1/calls/" + call + "/streams", wish), name);
    }

    private static JsonNode begun(HttpResponse<String> answer, String key) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).doesNotContain(key);
        return new JsonMapper().readTree(answer.body());
    }

    private static String streams(String call) {
        return gateway.get("/v1/calls/" + call + "/streams").body();
    }

    private static void awaitStreams(String call, String state) {
        Patience.await(
                "streams with " + state,
                GONE,
                Duration.ofMillis(50),
                () -> Optional.of(streams(call)).filter(all -> all.contains(state)));
    }

    private static PhoneCall answered(ScriptedPhone phone) {
        var call = phone.awaitCall(SOON);
        call.answer("PCMA");
        call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        return call;
    }

    @ParameterizedTest
    @CsvSource({"pcm_alaw, 160", "pcm_alaw, 1024", "pcm_mulaw, 320"})
    void aStreamCallsAPhoneWhichHearsItUntilItHangsUp(String codec, int samples, Lab lab) {
        var filter = "aresample=8000,asetnsamples=n=" + samples;
        var url = nginx.url("calls");
        try (var phone = ScriptedPhone.open("viewer");
                var _ = publish(lab, url, "-af", filter, "-c:a", codec)) {
            var id = call("calls", phone.uri()).path("call").asString();
            var call = answered(phone);
            assertThat(call.rtp().awaitTone(STREAM_HZ).good()).isTrue();
            assertThat(streams(id)).contains("\"live\"", "\"in\"", "/live/***");
            call.hangup();
            awaitStreams(id, "[]");
            gateway.awaitQuiet(SOON);
        }
    }

    @Test
    void aStreamThatIsGoneForTooLongEndsTheCallInWords(Lab lab) {
        try (var phone = ScriptedPhone.open("viewer");
                var encoder = publish(lab, "gone")) {
            var id = call("gone", phone.uri()).path("call").asString();
            var call = answered(phone);
            assertThat(call.rtp().awaitTone(STREAM_HZ).good()).isTrue();
            encoder.stop(SOON);
            awaitStreams(id, "\"waiting\"");
            call.awaitHangup(GONE);
            assertThat(phone.requests().getLast().header("Reason")).contains("the stream is gone");
            awaitStreams(id, "[]");
        }
    }

    @Test
    void aStreamThatComesAgainInTimeIsHeardAgain(Lab lab) {
        try (var phone = ScriptedPhone.open("viewer");
                var first = publish(lab, "again")) {
            var id = call("again", phone.uri()).path("call").asString();
            var call = answered(phone);
            assertThat(call.rtp().awaitTone(STREAM_HZ).good()).isTrue();
            first.stop(SOON);
            awaitStreams(id, "\"waiting\"");
            try (var _ = publish(lab, "again")) {
                awaitStreams(id, "\"live\"");
                assertThat(call.rtp().awaitTone(STREAM_HZ).good()).isTrue();
                call.hangup();
            }
        }
    }

    @Test
    void whatIsNotPublishedCallsNobody() {
        try (var phone = ScriptedPhone.open("viewer")) {
            var wish = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(nginx.url("none"), phone.uri());
            var answer = gateway.post("/v1/calls", wish);
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("nothing has come for 8 s");
            assertThat(phone.requests()).isEmpty();
        }
    }

    @Test
    void aPhoneHearsAStreamInPlaceOfThePageAndThePageHearsThePhone(Lab lab) {
        try (var phone = ScriptedPhone.open("friend");
                var page = lab.page(lab.chromium(), gateway, "alice");
                var encoder = publish(lab, "injected")) {
            page.dialWithTone(phone.uri(), PAGE_HZ);
            var call = answered(phone);
            page.awaitAnswered();
            assertThat(call.rtp().awaitTone(PAGE_HZ).good()).isTrue();
            var id = gateway.liveCall();
            var stream = inject("injected", id).path("id").asString();
            assertThat(call.rtp().awaitTone(STREAM_HZ).good()).isTrue();
            assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
            var path = "/v1/calls/" + id + "/streams/" + stream;
            assertThat(gateway.ask("DELETE", path, "Accept", "*/*").statusCode()).isEqualTo(204);
            assertThat(call.rtp().awaitTone(PAGE_HZ).good()).isTrue();
            inject("injected", id);
            assertThat(call.rtp().awaitTone(STREAM_HZ).good()).isTrue();
            encoder.stop(SOON); // and where it is gone, the page is heard
            assertThat(call.rtp().awaitTone(PAGE_HZ).good()).isTrue();
            page.hangup();
            call.awaitHangup(SOON);
        }
    }

    @Test
    void aStreamIsAMemberOfAConference(Lab lab) {
        try (var page = lab.page(lab.chromium(), gateway, "alice");
                var _ = publish(lab, "member")) {
            page.dialWithTone("603", PAGE_HZ);
            page.awaitAnswered();
            call("member", "603");
            assertThat(page.awaitTone(STREAM_HZ).good()).isTrue();
            page.hangup();
        }
    }

    @Test
    void aPageHearsAndSeesAStreamThatCallsIt(Lab lab) {
        var filter = "aresample=8000,asetnsamples=n=160";
        try (var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "bob", "brought");
                var _ =
                        FfmpegStream.film(
                                folder(lab),
                                nginx.url("film"),
                                STREAM_HZ,
                                "-af",
                                filter,
                                "-c:a",
                                "pcm_alaw")) {
            var seen = Watching.of(page);
            seen.hasOnly("H264");
            call("film", "bob");
            page.awaitIncoming();
            seen.answer();
            page.awaitAnswered();
            seen.awaitPictures(30);
            assertThat(seen.codec()).isEqualTo("H264");
            assertThat(page.awaitTone(STREAM_HZ).good()).isTrue();
            seen.awaitLipSync();
            page.hangup();
            gateway.awaitQuiet(SOON);
        }
    }

    private static FfmpegStream publish(Lab lab, String url, String... options) {
        return FfmpegStream.publish(FfmpegProgram.HERE, folder(lab), url, STREAM_HZ, options);
    }

    private static FfmpegStream publish(Lab lab, String name) {
        return FfmpegStream.publish(folder(lab), nginx.url(name), STREAM_HZ, 160);
    }
}
