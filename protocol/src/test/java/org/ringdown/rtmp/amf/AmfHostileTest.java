package org.ringdown.rtmp.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/** Few bytes that ask for much, and what is never taken. */
class AmfHostileTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    03 0001 61 07 0000 0000 09       | reference in a circle at byte 7 (AMF 0 §2)
                    07 0005                          | reference to what has not been sent at byte 3 (AMF 0 §2)
                    0a 7fffffff 05                   | more elements than bytes at byte 5 (AMF 0 §2)
                    0a ffffffff 05                   | more elements than bytes at byte 5 (AMF 0 §2)
                    0c ffffffff 61                   | string needs -1 bytes, 1 left at byte 5 (AMF 0 §2)
                    0f 00000001 61                   | a value of a kind that is not taken at byte 1 (AMF 0 §2)
                    04                               | a value of a kind that is not taken at byte 1 (AMF 0 §2)
                    03 0001 61 05 0000               | field needs 1 bytes, 0 left at byte 7 (AMF 0 §2)
                    11 0a 07 03 54                   | an object that reads itself (externalizable) at byte 3 (AMF 0 §2)
                    11 07 03 61                      | a value of a kind that is not taken at byte 3 (AMF 0 §2)
                    11 0b 03 61                      | a value of a kind that is not taken at byte 3 (AMF 0 §2)
                    11 11 03 00 01 01                | a value of a kind that is not taken at byte 3 (AMF 0 §2)
                    11 09 ffffffff 01                | more elements than bytes at byte 7 (AMF 0 §2)
                    11 0d ffffffff 00                | more elements than bytes at byte 7 (AMF 0 §2)
                    11 06 00                         | a string that has not been sent at byte 3 (AMF 0 §2)
                    11 0a 01                         | traits that have not been sent at byte 3 (AMF 0 §2)
                    11 09 03 01 09 00                | reference in a circle at byte 6 (AMF 0 §2)
                    """)
    void saysWhatIsWrongAndWhere(String hex, String complaint) {
        assertThatThrownBy(() -> Amf0Reader.readAll(AmfTest.hex(hex)))
                .isInstanceOf(MalformedException.class)
                .hasMessage(complaint);
    }

    @Test
    void refusesADepthBomb() {
        var bytes = new WireWriter();
        for (int i = 0; i < 10_000; i++) bytes.u8(Amf0.OBJECT).u16(1).u8('a');
        refused(() -> Amf0Reader.readAll(bytes.written()), "nested over 32 deep");

        var amf3 = new WireWriter().u8(Amf0.AVMPLUS);
        for (int i = 0; i < 10_000; i++) amf3.u8(Amf3.ARRAY).u8(3).u8(1);
        refused(() -> Amf0Reader.readAll(amf3.written()), "nested over 32 deep");
    }

    @Test
    void takesThirtyTwoDeep() throws Exception {
        var bytes = new WireWriter();
        for (int i = 0; i < 32; i++) bytes.u8(Amf0.STRICT_ARRAY).i32(i == 31 ? 0 : 1);

        assertThat(Amf0Reader.readAll(bytes.written())).hasSize(1);
    }

    /** Each array refers twice to the one before: 2^20 values in 200 bytes, if they were counted where they are written. */
    @Test
    void refusesWhatReferencesMultiply() {
        var bytes = new WireWriter().u8(Amf0.STRICT_ARRAY).i32(30);
        bytes.u8(Amf0.STRICT_ARRAY).i32(2).u8(Amf0.NULL).u8(Amf0.NULL);
        for (int i = 1; i < 30; i++) {
            bytes.u8(Amf0.STRICT_ARRAY).i32(2);
            bytes.u8(Amf0.REFERENCE).u16(i).u8(Amf0.REFERENCE).u16(i);
        }
        refused(() -> Amf0Reader.readAll(bytes.written()), "over 10000 values");
    }

    /** A chain whose links are shallow as written, and deep as they stand. */
    @Test
    void refusesWhatReferencesDeepen() {
        var bytes = new WireWriter().u8(Amf0.STRICT_ARRAY).i32(200);
        bytes.u8(Amf0.STRICT_ARRAY).i32(0);
        for (int i = 1; i < 200; i++) {
            bytes.u8(Amf0.STRICT_ARRAY).i32(1).u8(Amf0.REFERENCE).u16(i);
        }
        refused(() -> Amf0Reader.readAll(bytes.written()), "nested over 32 deep");
    }

    /** 32 KiB of text, and then two bytes for each time that it is said again. */
    @Test
    void refusesALongTextThatIsReferredToOften() {
        int references = 1000;
        var bytes = new WireWriter().u8(Amf0.AVMPLUS).u8(Amf3.ARRAY);
        bytes.u8(0x80 | (references + 1) >> 6).u8((references + 1) << 1 & 0x7f | 1).u8(1);
        bytes.u8(Amf3.STRING).u8(0x84).u8(0x80).u8(0x01).bytes(new byte[0x8000]);
        for (int i = 0; i < references; i++) bytes.u8(Amf3.STRING).u8(0);
        refused(() -> Amf0Reader.readAll(bytes.written()), "over 262144 characters");
    }

    @Test
    void refusesTooManyValues() {
        var bytes = ByteBuffer.allocate(20_000);
        while (bytes.hasRemaining()) bytes.put((byte) Amf0.NULL);
        refused(() -> Amf0Reader.readAll(bytes.flip()), "over 10000 values");
    }

    @Test
    void makesLittleOfWhatIsAnnounced() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var claims = AmfTest.hex("0a 7fffffff 0a 7fffffff");
        refused(() -> Amf0Reader.readAll(claims), "more elements than bytes");
        long before = threads.getCurrentThreadAllocatedBytes();
        refused(() -> Amf0Reader.readAll(claims), "more elements than bytes");

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 10);
    }

    @Test
    void refusesEveryTruncation() {
        var whole =
                AmfTest.hex(
                        "03 0001 61 0a 00000002 0c 00000001 62 11 0a 0b 03 54 03 61 06 02 01 0000 09");
        for (int size = 1; size < whole.capacity(); size++) {
            var cut = whole.slice(0, size);
            assertThatThrownBy(() -> Amf0Reader.readAll(cut))
                    .as("%d bytes", size)
                    .isInstanceOf(MalformedException.class);
        }
    }

    private static void refused(ThrowingCallable reading, String why) {
        assertThatThrownBy(reading)
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(why);
    }
}
