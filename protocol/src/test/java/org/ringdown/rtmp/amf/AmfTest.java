package org.ringdown.rtmp.amf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.wire.WireWriter;

/** Values byte by byte as the specifications of AMF 0 (§2) and AMF 3 (§3) lay them out, and what is written read again. */
class AmfTest {
    private static final AmfValue ONE_AND_A_HALF = AmfValue.of(1.5);

    record Sample(String what, String hex, AmfValue value) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Sample> amf0() {
        return Stream.of(
                new Sample("number §2.2", "00 3ff8000000000000", ONE_AND_A_HALF),
                new Sample("boolean §2.3", "01 01", AmfValue.of(true)),
                new Sample("string §2.4", "02 0003 c3a961", AmfValue.of("éa")),
                new Sample(
                        "object §2.5",
                        "03 0001 61 02 0001 62 0001 63 05 0000 09",
                        AmfValue.of(fields("a", AmfValue.of("b"), "c", AmfValue.NULL))),
                new Sample("null §2.7", "05", AmfValue.NULL),
                new Sample("undefined §2.8", "06", AmfValue.UNDEFINED),
                new Sample(
                        "reference §2.9: the second element is the first again",
                        "0a 00000002 03 0001 61 05 0000 09 07 0001",
                        new AmfValue.StrictArray(
                                List.of(
                                        AmfValue.of(Map.of("a", AmfValue.NULL)),
                                        AmfValue.of(Map.of("a", AmfValue.NULL))))),
                new Sample(
                        "ECMA array §2.10, whose count is a hint",
                        "08 00000009 0001 30 05 0000 09",
                        new AmfValue.EcmaArray(Map.of("0", AmfValue.NULL))),
                new Sample(
                        "strict array §2.12",
                        "0a 00000002 05 01 00",
                        new AmfValue.StrictArray(List.of(AmfValue.NULL, AmfValue.of(false)))),
                new Sample(
                        "date §2.13",
                        "0b 4278000000000000 0000",
                        new AmfValue.Date(1_649_267_441_664.0)),
                new Sample("long string §2.14", "0c 00000002 6162", AmfValue.of("ab")),
                new Sample("unsupported §2.15", "0d", AmfValue.UNDEFINED),
                new Sample(
                        "typed object §2.18",
                        "10 0001 54 0001 61 05 0000 09",
                        new AmfValue.Obj("T", Map.of("a", AmfValue.NULL))),
                new Sample("AMF 3 inside §3.1", "11 04 05", AmfValue.of(5)));
    }

    static Stream<Sample> amf3() {
        return Stream.of(
                new Sample("undefined §3.2", "00", AmfValue.UNDEFINED),
                new Sample("null §3.3", "01", AmfValue.NULL),
                new Sample("false §3.4", "02", AmfValue.of(false)),
                new Sample("true §3.5", "03", AmfValue.of(true)),
                new Sample("integer of one byte §1.3.1", "04 7f", AmfValue.of(127)),
                new Sample("integer of two bytes", "04 8100", AmfValue.of(128)),
                new Sample("integer of three bytes", "04 818000", AmfValue.of(16384)),
                new Sample("integer of four bytes", "04 80c08000", AmfValue.of(2_097_152)),
                new Sample("integer below zero §3.6", "04 ffffffff", AmfValue.of(-1)),
                new Sample("double §3.7", "05 3ff8000000000000", ONE_AND_A_HALF),
                new Sample("string §3.8", "06 05 6162", AmfValue.of("ab")),
                new Sample("date §3.10", "08 01 3ff8000000000000", new AmfValue.Date(1.5)),
                new Sample(
                        "array §3.11, its second string by reference",
                        "09 05 01 06 03 61 06 00",
                        new AmfValue.StrictArray(List.of(AmfValue.of("a"), AmfValue.of("a")))),
                new Sample(
                        "array with names",
                        "09 03 03 6b 02 01 03",
                        new AmfValue.EcmaArray(
                                fields("k", AmfValue.of(false), "0", AmfValue.of(true)))),
                new Sample(
                        "objects §3.12 that share traits and a string",
                        "09 05 01 0a 13 03 54 03 61 04 01 0a 01 04 02",
                        new AmfValue.StrictArray(
                                List.of(
                                        new AmfValue.Obj("T", Map.of("a", AmfValue.of(1))),
                                        new AmfValue.Obj("T", Map.of("a", AmfValue.of(2)))))),
                new Sample(
                        "object without a fixed field",
                        "0a 0b 01 03 61 03 01",
                        AmfValue.of(Map.of("a", AmfValue.of(true)))),
                new Sample(
                        "the same object twice",
                        "09 05 01 0a 0b 01 01 0a 02",
                        new AmfValue.StrictArray(
                                List.of(AmfValue.of(Map.of()), AmfValue.of(Map.of())))),
                new Sample(
                        "bytes §3.14",
                        "0c 05 0102",
                        new AmfValue.Bytes(ByteBuffer.wrap(new byte[] {1, 2}))),
                new Sample(
                        "vector of int §3.15",
                        "0d 03 00 ffffffff",
                        new AmfValue.StrictArray(List.of(AmfValue.of(-1)))));
    }

    @ParameterizedTest
    @MethodSource
    void amf0(Sample sample) throws Exception {
        assertThat(Amf0Reader.readAll(hex(sample.hex()))).containsExactly(sample.value());
    }

    @ParameterizedTest
    @MethodSource
    void amf3(Sample sample) throws Exception {
        assertThat(Amf3Reader.read(hex(sample.hex()))).isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource({"amf0", "amf3"})
    void whatIsWrittenIsReadAgain(Sample sample) throws Exception {
        assertThat(Amf0Reader.readAll(Amf0Writer.writeAll(List.of(sample.value(), AmfValue.NULL))))
                .containsExactly(sample.value(), AmfValue.NULL);
        var out = new WireWriter();
        new Amf3Writer(out).write(sample.value());
        assertThat(Amf3Reader.read(out.written())).isEqualTo(sample.value());
    }

    @Test
    void aLongTextIsWrittenAsOne() throws Exception {
        var text = AmfValue.of("é".repeat(40_000));

        assertThat(Amf0Reader.readAll(Amf0Writer.writeAll(List.of(text)))).containsExactly(text);
    }

    @Test
    void valuesAreAskedByNameAndKind() {
        var value = AmfValue.of(Map.of("n", AmfValue.of(2), "t", AmfValue.of("x")));

        assertThat(value.get("n").orElseThrow().number()).hasValue(2);
        assertThat(value.get("t").flatMap(AmfValue::text)).hasValue("x");
        assertThat(value.get("t").flatMap(AmfValue::bool)).isEmpty();
        assertThat(value.get("u")).isEmpty();
        assertThat(AmfValue.of(true).bool()).hasValue(true);
        assertThat(AmfValue.NULL.get("n")).isEmpty();
    }

    private static Map<String, AmfValue> fields(
            String first, AmfValue one, String second, AmfValue two) {
        var fields = new LinkedHashMap<String, AmfValue>();
        fields.put(first, one);
        fields.put(second, two);
        return fields;
    }

    static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
