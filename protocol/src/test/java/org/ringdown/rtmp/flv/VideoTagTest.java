package org.ringdown.rtmp.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ringdown.rtmp.flv.AudioTagTest.hex;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.rtmp.flv.VideoTag.Format;
import org.ringdown.rtmp.flv.VideoTag.Frame;
import org.ringdown.wire.MalformedException;

/** Video tags of FLV E.4.3 and Enhanced RTMP v2, and what H.264 has in them. */
class VideoTagTest {
    private static final String SPS = "6742c00a";
    private static final String PPS = "68ce3c80";
    private static final String RECORD = "01 42c00a ff e1 0004 " + SPS + " 01 0004 " + PPS;

    @Test
    void readsTagsOfOldAndNewKinds() throws Exception {
        assertThat(VideoTag.parse(hex("17 00 000000 aa")))
                .isEqualTo(new VideoTag.AvcStart(hex("aa")));
        assertThat(VideoTag.parse(hex("27 01 000028 aa")))
                .isEqualTo(new VideoTag.Avc(Frame.INTER, 40, hex("aa")));
        assertThat(VideoTag.parse(hex("27 01 ffffd8 aa")))
                .isEqualTo(new VideoTag.Avc(Frame.INTER, -40, hex("aa")));
        assertThat(VideoTag.parse(hex("17 02 000000"))).isEqualTo(new VideoTag.AvcEnd());
        assertThat(VideoTag.parse(hex("12 aa")))
                .isEqualTo(new VideoTag.Plain(Frame.KEY, Format.SORENSON, hex("aa")));
        assertThat(VideoTag.parse(hex("52 01"))).isEqualTo(new VideoTag.Command(1));
        assertThat(VideoTag.parse(hex(""))).isEqualTo(new VideoTag.Nothing());
        assertThat(VideoTag.parse(hex("90 76703038 aa")))
                .isEqualTo(new VideoTag.Start(FourCc.VP8, hex("aa")));
        assertThat(VideoTag.parse(hex("91 76703038 aa")))
                .isEqualTo(new VideoTag.Coded(Frame.KEY, FourCc.VP8, 0, hex("aa")));
        assertThat(VideoTag.parse(hex("a1 61766331 000010 aa")))
                .isEqualTo(new VideoTag.Coded(Frame.INTER, FourCc.AVC, 16, hex("aa")));
        assertThat(VideoTag.parse(hex("a3 68766331 aa")))
                .isEqualTo(new VideoTag.Coded(Frame.INTER, FourCc.HEVC, 0, hex("aa")));
        assertThat(VideoTag.parse(hex("92 61763031"))).isEqualTo(new VideoTag.End(FourCc.AV1));
        assertThat(VideoTag.parse(hex("94 76703039 02")))
                .isEqualTo(new VideoTag.Metadata(FourCc.VP9, hex("02")));
        assertThat(VideoTag.parse(hex("d1 00"))).isEqualTo(new VideoTag.Command(0));
        assertThat(VideoTag.parse(hex("96 00"))).isEqualTo(new VideoTag.Unread(0x96, hex("00")));
    }

    @Test
    void knowsKeyframes() throws Exception {
        assertThat(VideoTag.parse(hex("17 01 000000 aa")).isKeyframe()).isTrue();
        assertThat(VideoTag.parse(hex("27 01 000000 aa")).isKeyframe()).isFalse();
        assertThat(VideoTag.parse(hex("91 76703038 aa")).isKeyframe()).isTrue();
        assertThat(VideoTag.parse(hex("17 00 000000 aa")).isKeyframe()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000aa",
                "2701ffffd8aa",
                "1702000000",
                "12aa",
                "5001",
                "",
                "9076703038aa",
                "9176703038aa",
                "a161766331000010aa",
                "a368766331aa",
                "9261763031",
                "947670303902",
                "9600"
            })
    void whatIsWrittenIsReadAgain(String body) throws Exception {
        assertThat(VideoTag.parse(hex(body)).body()).isEqualTo(hex(body));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    07       | a frame type that is reserved at byte 1 (FLV E.4.3.1)
                    71       | a frame type that is reserved at byte 1 (FLV E.4.3.1)
                    11       | an unknown video format at byte 1 (FLV E.4.3.1)
                    17 01 00 | composition time needs 3 bytes, 1 left at byte 2 (FLV E.4.3.1)
                    17 03 000000 | AVC that is neither a beginning, a picture nor an end at byte 5 (FLV E.4.3.1)
                    91 7670  | video fourCC needs 4 bytes, 2 left at byte 1 (FLV E.4.3.1)
                    """)
    void refusesWhatCannotBe(String body, String complaint) {
        assertThatThrownBy(() -> VideoTag.parse(hex(body)))
                .isInstanceOf(MalformedException.class)
                .hasMessage(complaint);
    }

    @Test
    void readsAndWritesParameterSets() throws Exception {
        var record = AvcConfiguration.parse(hex(RECORD));

        assertThat(record.profile()).isEqualTo(0x42);
        assertThat(record.level()).isEqualTo(10);
        assertThat(record.lengthSize()).isEqualTo(4);
        assertThat(record.sequenceParameterSets()).containsExactly(hex(SPS));
        assertThat(record.pictureParameterSets()).containsExactly(hex(PPS));
        assertThat(record.bytes()).isEqualTo(hex(RECORD));
        assertThat(AvcConfiguration.of(hex(SPS), hex(PPS)).bytes()).isEqualTo(hex(RECORD));
        var high = RECORD + "fd f8 f8 00";
        assertThat(AvcConfiguration.parse(hex(high)).bytes()).isEqualTo(hex(high));
    }

    @Test
    void refusesEveryTruncationOfARecord() {
        var record = hex(RECORD);
        for (int size = 0; size < record.capacity(); size++) {
            var cut = record.slice(0, size);
            assertThatThrownBy(() -> AvcConfiguration.parse(cut))
                    .isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> AvcConfiguration.of(hex(PPS), hex(SPS)))
                .hasMessageContaining("no SPS");
    }

    @Test
    void splitsAndJoinsNalUnits() throws Exception {
        var units = List.of(hex("65aa"), hex("06"));

        assertThat(NalUnits.split(hex("00000002 65aa 00000001 06"), 4)).isEqualTo(units);
        assertThat(NalUnits.split(hex("0002 65aa 0001 06"), 2)).isEqualTo(units);
        assertThat(NalUnits.split(hex("02 65aa 01 06"), 1)).isEqualTo(units);
        assertThat(NalUnits.join(units)).isEqualTo(hex("00000002 65aa 00000001 06"));
        assertThatThrownBy(() -> NalUnits.split(hex("ffffffff 65"), 4))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> NalUnits.split(hex("00".repeat(2000)), 1))
                .hasMessageContaining("over 1024 NAL units");
    }

    @Test
    void timeGoesOnWhereItWraps() {
        var clock = new MediaClock();

        assertThat(clock.at(0xfffffff0)).isEqualTo(0xfffffff0L);
        assertThat(clock.at(0x10)).isEqualTo(0x100000010L);
        assertThat(clock.at(0xffffffff)).as("a little earlier").isEqualTo(0xffffffffL);
        assertThat(MediaClock.between(0xfffffff0, 0x10)).isEqualTo(0x20);
    }
}
