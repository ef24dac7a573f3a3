package org.ringdown.rtmp.amf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.ringdown.wire.WireWriter;

/** Writes values as AMF 0, never by reference. What only AMF 3 has, bytes, is written as that (AMF 0 §3.1). */
public final class Amf0Writer {
    private static final int LONGEST_SHORT = 0xffff;

    private final WireWriter out;

    public Amf0Writer(WireWriter out) {
        this.out = out;
    }

    public static ByteBuffer writeAll(List<AmfValue> values) {
        var out = new WireWriter();
        var writer = new Amf0Writer(out);
        values.forEach(writer::write);
        return out.written();
    }

    public void write(AmfValue value) {
        switch (value) {
            case AmfValue.Num(double number) -> out.u8(Amf0.NUMBER).f64(number);
            case AmfValue.Bool(boolean bool) -> out.u8(Amf0.BOOLEAN).u8(bool ? 1 : 0);
            case AmfValue.Text(String text) -> text(text);
            case AmfValue.Null() -> out.u8(Amf0.NULL);
            case AmfValue.Undefined() -> out.u8(Amf0.UNDEFINED);
            case AmfValue.Obj(String name, var fields) -> object(name, fields);
            case AmfValue.EcmaArray(var fields) -> {
                out.u8(Amf0.ECMA_ARRAY).i32(fields.size());
                fields(fields);
            }
            case AmfValue.StrictArray(var values) -> {
                out.u8(Amf0.STRICT_ARRAY).i32(values.size());
                values.forEach(this::write);
            }
            case AmfValue.Date(double millis) -> out.u8(Amf0.DATE).f64(millis).u16(0);
            case AmfValue.Bytes bytes -> {
                out.u8(Amf0.AVMPLUS);
                new Amf3Writer(out).write(bytes);
            }
        }
    }

    private void text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_SHORT) out.u8(Amf0.LONG_STRING).i32(bytes.length).bytes(bytes);
        else out.u8(Amf0.STRING).u16(bytes.length).bytes(bytes);
    }

    private void object(String className, Map<String, AmfValue> fields) {
        if (className.isEmpty()) {
            out.u8(Amf0.OBJECT);
        } else {
            out.u8(Amf0.TYPED_OBJECT);
            name(className);
        }
        fields(fields);
    }

    private void fields(Map<String, AmfValue> fields) {
        fields.forEach((name, value) -> {
            name(name);
            write(value);
        });
        out.u16(0).u8(Amf0.OBJECT_END);
    }

    private void name(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_SHORT) {
            throw new IllegalArgumentException("a name of over 65535 bytes");
        }
        out.u16(bytes.length).bytes(bytes);
    }
}
