package org.ringdown.rtmp.amf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** Reads values of AMF 0, one after the other, and those of AMF 3 that are put among them (AMF 0 §3.1). */
public final class Amf0Reader {
    private final WireReader in;
    private final Budget budget;
    private final References references;

    public Amf0Reader(ByteBuffer bytes) {
        in = new WireReader(bytes, "AMF 0 §2");
        budget = new Budget(in);
        references = new References(in, budget);
    }

    public static List<AmfValue> readAll(ByteBuffer bytes) throws MalformedException {
        var reader = new Amf0Reader(bytes);
        var values = new ArrayList<AmfValue>();
        while (reader.hasMore()) values.add(reader.read());
        return List.copyOf(values);
    }

    public boolean hasMore() {
        return in.remaining() > 0;
    }

    public AmfValue read() throws MalformedException {
        int marker = in.u8("marker");
        budget.value(1);
        return switch (marker) {
            case Amf0.NUMBER -> new AmfValue.Num(f64("number"));
            case Amf0.BOOLEAN -> new AmfValue.Bool(in.u8("boolean") != 0);
            case Amf0.STRING -> new AmfValue.Text(text(in.u16("string length")));
            case Amf0.LONG_STRING -> new AmfValue.Text(text(in.i32("string length")));
            case Amf0.NULL -> AmfValue.NULL;
            case Amf0.UNDEFINED, Amf0.UNSUPPORTED -> AmfValue.UNDEFINED;
            case Amf0.OBJECT -> references.add(() -> new AmfValue.Obj("", fields()));
            case Amf0.TYPED_OBJECT -> references.add(this::typedObject);
            case Amf0.ECMA_ARRAY -> references.add(this::ecmaArray);
            case Amf0.STRICT_ARRAY -> references.add(this::strictArray);
            case Amf0.REFERENCE -> references.get(in.u16("reference"));
            case Amf0.DATE -> date();
            case Amf0.AVMPLUS -> new Amf3Reader(in, budget).value();
            default -> throw in.malformed("a value of a kind that is not taken");
        };
    }

    private AmfValue typedObject() throws MalformedException {
        var name = text(in.u16("class name length"));
        return new AmfValue.Obj(name, fields());
    }

    /** The count is a hint (§2.10), and senders get it wrong: the end marker counts. */
    private AmfValue ecmaArray() throws MalformedException {
        in.i32("array count");
        return new AmfValue.EcmaArray(fields());
    }

    private AmfValue strictArray() throws MalformedException {
        long count = in.u32("array count");
        if (count > in.remaining()) throw in.malformed("more elements than bytes");
        var values = new ArrayList<AmfValue>();
        for (long i = 0; i < count; i++) values.add(read());
        return new AmfValue.StrictArray(values);
    }

    private Map<String, AmfValue> fields() throws MalformedException {
        var fields = new LinkedHashMap<String, AmfValue>();
        while (true) {
            var name = text(in.u16("name length"));
            if (name.isEmpty() && in.peek("field") == Amf0.OBJECT_END) {
                in.u8("object end");
                return fields;
            }
            fields.put(name, read());
        }
    }

    private AmfValue date() throws MalformedException {
        double millis = f64("date");
        in.u16("time zone");
        return new AmfValue.Date(millis);
    }

    private String text(int length) throws MalformedException {
        var text = StandardCharsets.UTF_8.decode(in.take(length, "string")).toString();
        budget.text(text.length());
        return text;
    }

    private double f64(String what) throws MalformedException {
        return Double.longBitsToDouble(in.i64(what));
    }
}
