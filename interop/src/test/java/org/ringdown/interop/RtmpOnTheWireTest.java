package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FlashPhone;
import org.ringdown.interop.rtmp.MediaClient;
import org.ringdown.interop.rtmp.MediaServer;
import org.ringdown.interop.rtmp.Tshark;
import org.ringdown.interop.rtmp.Wiretap;
import org.ringdown.rtmp.flv.FlvTag;

/** What we write, as Wireshark reads it: our gateway to a phone, and a client's session of ours to a server's. */
@Scenario
class RtmpOnTheWireTest {
    private static final int AUDIO = 8;
    private static final int VIDEO = 9;
    private static final String SET_CHUNK_SIZE = "0x01";
    private static final String A_LAW_OF_20_MS = "[0-9a-f:]{320,480}";

    @Test
    void aCallOfAPhone(Lab lab) {
        var folder = lab.folder("on-the-wire-call");
        try (var gateway = Gateway.start(folder, "rtmp.port=0");
                var tap = Wiretap.before(gateway.rtmpPort(), folder.resolve("call.pcap"));
                var phone = ScriptedPhone.open("bob");
                var flash =
                        FlashPhone.welcome(
                                folder,
                                tap.port(),
                                "sip/alice@example.net",
                                "alice",
                                "alice",
                                "A")) {
            var call = SiprtmpCall.begin(flash, phone);
            call.hangup();
            flash.awaits("byed");

            var seen = new Tshark(tap.file(), tap.port());
            assertThat(seen.malformed()).isEmpty();
            assertThat(seen.texts(true))
                    .containsSubsequence(
                            "_result",
                            "NetConnection.Connect.Success",
                            "ringing",
                            "180 Ringing",
                            "accepted",
                            "pcma",
                            "onStatus",
                            "NetStream.Publish.Start",
                            "onStatus",
                            "NetStream.Play.Start",
                            "|RtmpSampleAccess",
                            "byed");
            assertThat(seen.types(true)).contains("0x05", "0x06", "0x04", "0x14");
            assertThat(seen.sound(true))
                    .hasSizeGreaterThan(150)
                    .allSatisfy(body -> assertThat(body).matches(A_LAW_OF_20_MS));
        }
    }

    /** Sound, and pictures of many chunks. */
    @Test
    void aClientOfOursPublishes(Lab lab) throws Exception {
        var folder = lab.folder("on-the-wire-stream");
        try (var server = MediaServer.start();
                var tap = Wiretap.before(server.port(), folder.resolve("stream.pcap"))) {
            MediaClient.publish(tap.port(), "studio", "film", film());
            var publication = server.publication("film");
            Patience.await("the end of the film", SOON, publication::hasEnded);

            var seen = new Tshark(tap.file(), tap.port());
            assertThat(seen.malformed()).isEmpty();
            assertThat(seen.texts(false))
                    .containsSubsequence(
                            "connect",
                            "studio",
                            "releaseStream",
                            "film",
                            "FCPublish",
                            "createStream",
                            "publish",
                            "film",
                            "live",
                            "deleteStream");
            assertThat(seen.texts(true))
                    .containsSubsequence(
                            "_result", "NetConnection.Connect.Success", "NetStream.Publish.Start");
            assertThat(seen.sound(false)).hasSize(100);
            assertThat(seen.types(false)).contains(SET_CHUNK_SIZE);
            assertThat(seen.pictures(false)).hasSize(20);
        }
    }

    private static List<FlvTag> film() {
        var tags = new ArrayList<FlvTag>();
        for (int i = 0; i < 100; i++) {
            tags.add(new FlvTag(AUDIO, 20 * i, ByteBuffer.allocate(161).put(0, (byte) 0x72)));
            if (i % 5 == 0)
                tags.add(
                        new FlvTag(VIDEO, 20 * i, ByteBuffer.allocate(30_000).put(0, (byte) 0x27)));
        }
        return tags;
    }
}
