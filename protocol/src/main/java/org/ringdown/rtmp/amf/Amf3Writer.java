package org.ringdown.rtmp.amf;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.ringdown.wire.WireWriter;

/** Writes values as AMF 3, never by reference; objects are dynamic, without traits to remember. */
public final class Amf3Writer {
    private static final int DYNAMIC_WITHOUT_NAMES =
            0x0b; // not a reference, traits inline, dynamic, §3.12

    private final WireWriter out;

    public Amf3Writer(WireWriter out) {
        this.out = out;
    }

    public void write(AmfValue value) {
        switch (value) {
            case AmfValue.Num(double number) -> number(number);
            case AmfValue.Bool(boolean bool) -> out.u8(bool ? Amf3.TRUE : Amf3.FALSE);
            case AmfValue.Text(String text) -> {
                out.u8(Amf3.STRING);
                string(text);
            }
            case AmfValue.Null() -> out.u8(Amf3.NULL);
            case AmfValue.Undefined() -> out.u8(Amf3.UNDEFINED);
            case AmfValue.Obj(String name, var fields) -> {
                out.u8(Amf3.OBJECT);
                u29(DYNAMIC_WITHOUT_NAMES);
                string(name);
                fields(fields);
            }
            case AmfValue.EcmaArray(var fields) -> {
                out.u8(Amf3.ARRAY);
                u29(1);
                fields(fields);
            }
            case AmfValue.StrictArray(var values) -> {
                out.u8(Amf3.ARRAY);
                u29(values.size() << 1 | 1);
                string("");
                values.forEach(this::write);
            }
            case AmfValue.Date(double millis) -> {
                out.u8(Amf3.DATE);
                u29(1);
                out.f64(millis);
            }
            case AmfValue.Bytes(var bytes) -> {
                out.u8(Amf3.BYTE_ARRAY);
                u29(bytes.remaining() << 1 | 1);
                out.bytes(bytes);
            }
        }
    }

    /** A double, as ActionScript's Number is; an integer where it fits would only save bytes. */
    private void number(double number) {
        out.u8(Amf3.DOUBLE).f64(number);
    }

    /** The empty name ends the list, so a field without a name cannot be written. */
    private void fields(Map<String, AmfValue> fields) {
        fields.forEach((name, value) -> {
            if (name.isEmpty()) return;
            string(name);
            write(value);
        });
        string("");
    }

    private void string(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        u29(bytes.length << 1 | 1);
        out.bytes(bytes);
    }

    private void u29(int value) {
        if (value >>> 29 != 0) throw new IllegalArgumentException("more than 29 bits");
        if (value >= 1 << 21) {
            out.u8(value >> 22 | 0x80).u8(value >> 15 | 0x80).u8(value >> 8 | 0x80).u8(value);
        } else if (value >= 1 << 14) {
            out.u8(value >> 14 | 0x80).u8(value >> 7 | 0x80).u8(value & 0x7f);
        } else if (value >= 1 << 7) {
            out.u8(value >> 7 | 0x80).u8(value & 0x7f);
        } else {
            out.u8(value);
        }
    }
}
