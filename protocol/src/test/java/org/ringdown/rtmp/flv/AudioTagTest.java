package org.ringdown.rtmp.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

/** Audio tags of FLV E.4.2 and Enhanced RTMP v2, with first bytes that ffmpeg and Flash really send. */
class AudioTagTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "b6, SPEEX, HZ_11025, true, false", // ffmpeg
        "b2, SPEEX, HZ_5512, true, false", // Flash
        "52, NELLYMOSER_8K, HZ_5512, true, false",
        "42, NELLYMOSER_16K, HZ_5512, true, false",
        "6a, NELLYMOSER, HZ_22050, true, false",
        "72, PCMA, HZ_5512, true, false",
        "82, PCMU, HZ_5512, true, false",
        "2e, MP3, HZ_44100, true, false",
        "1a, ADPCM, HZ_22050, true, false",
        "3f, LPCM, HZ_44100, true, true",
        "00, LPCM_OF_THE_SENDER, HZ_5512, false, false",
        "e2, MP3_8K, HZ_5512, true, false",
        "f0, DEVICE, HZ_5512, false, false"
    })
    void readsWhatTheFirstByteSays(
            String first,
            SoundFormat format,
            AudioTag.Rate rate,
            boolean sixteenBit,
            boolean stereo)
            throws Exception {
        var tag = AudioTag.parse(hex(first + "0102"));

        assertThat(tag)
                .isEqualTo(new AudioTag.Plain(format, rate, sixteenBit, stereo, hex("0102")));
        assertThat(tag.body()).isEqualTo(hex(first + "0102"));
    }

    @Test
    void readsAacOpusAndSilence() throws Exception {
        assertThat(AudioTag.parse(hex("af 00 1210"))).isEqualTo(new AudioTag.AacStart(hex("1210")));
        assertThat(AudioTag.parse(hex("af 01 2110"))).isEqualTo(new AudioTag.Aac(hex("2110")));
        assertThat(AudioTag.parse(hex(""))).isEqualTo(new AudioTag.Silence());
        assertThat(AudioTag.parse(hex("90 4f707573 4f70757348656164")))
                .isEqualTo(new AudioTag.Start(FourCc.OPUS, hex("4f70757348656164")));
        assertThat(AudioTag.parse(hex("91 4f707573 fc")))
                .isEqualTo(new AudioTag.Frames(FourCc.OPUS, hex("fc")));
        assertThat(AudioTag.parse(hex("92 4f707573"))).isEqualTo(new AudioTag.End(FourCc.OPUS));
        assertThat(AudioTag.parse(hex("94 4f707573 0102")))
                .isEqualTo(new AudioTag.Channels(FourCc.OPUS, hex("0102")));
        assertThat(AudioTag.parse(hex("95 00 4f707573")))
                .isEqualTo(new AudioTag.Unread(5, hex("004f707573")));
    }

    /** "ModEx": a modifier of three bytes, then one of 256, then frames. */
    @Test
    void passesOverModifiers() throws Exception {
        assertThat(
                        AudioTag.parse(
                                hex(
                                        "97 02 010203 07 ff 00ff "
                                                + "aa".repeat(256)
                                                + " 01 4f707573 fc")))
                .isEqualTo(new AudioTag.Frames(FourCc.OPUS, hex("fc")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "af001210",
                "af012110",
                "904f7075734f",
                "914f707573fc",
                "924f707573",
                "944f70757301",
                "9501"
            })
    void whatIsWrittenIsReadAgain(String body) throws Exception {
        assertThat(AudioTag.parse(hex(body)).body()).isEqualTo(hex(body));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    c2     | a sound format that is reserved at byte 1 (FLV E.4.2.1)
                    d2     | a sound format that is reserved at byte 1 (FLV E.4.2.1)
                    af     | AAC packet type needs 1 bytes, 0 left at byte 1 (FLV E.4.2.1)
                    af 02  | AAC that is neither a beginning nor a frame at byte 2 (FLV E.4.2.1)
                    91 4f  | audio fourCC needs 4 bytes, 1 left at byte 1 (FLV E.4.2.1)
                    97 05  | modifier needs 6 bytes, 0 left at byte 2 (FLV E.4.2.1)
                    """)
    void refusesWhatCannotBe(String body, String complaint) {
        assertThatThrownBy(() -> AudioTag.parse(hex(body)))
                .isInstanceOf(MalformedException.class)
                .hasMessage(complaint);
    }

    @Test
    void readsWhatAacDecodersNeedToKnow() throws Exception {
        assertThat(AudioSpecificConfig.parse(hex("1208")))
                .isEqualTo(new AudioSpecificConfig(2, 44100, 1));
        assertThat(AudioSpecificConfig.parse(hex("1190")))
                .isEqualTo(new AudioSpecificConfig(2, 48000, 2));
        assertThat(AudioSpecificConfig.parse(hex("1780 3e8008")))
                .isEqualTo(new AudioSpecificConfig(2, 32000, 1));
        assertThat(new AudioSpecificConfig(2, 48000, 2).bytes()).isEqualTo(hex("1190"));
        assertThatThrownBy(() -> AudioSpecificConfig.parse(hex("1680")))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> AudioSpecificConfig.parse(hex("f800")))
                .hasMessageContaining("over 30");
    }

    static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
