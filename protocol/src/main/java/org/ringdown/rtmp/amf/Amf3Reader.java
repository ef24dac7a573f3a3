package org.ringdown.rtmp.amf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** Reads a value of AMF 3. Its tables of references begin anew with each value that is put into AMF 0. */
public final class Amf3Reader {
    private static final int MOST_NAMES = 1000;

    /** How an object is laid out (§3.12). */
    private record Traits(String className, boolean dynamic, List<String> names) {}

    private final WireReader in;
    private final Budget budget;
    private final References references;
    private final List<String> strings = new ArrayList<>();
    private final List<Traits> traits = new ArrayList<>();

    Amf3Reader(WireReader in, Budget budget) {
        this.in = in;
        this.budget = budget;
        this.references = new References(in, budget);
    }

    /** The one value in {@code bytes}. */
    public static AmfValue read(ByteBuffer bytes) throws MalformedException {
        var in = new WireReader(bytes, "AMF 3 §3");
        var value = new Amf3Reader(in, new Budget(in)).value();
        if (in.remaining() > 0) throw in.malformed("bytes after the value");
        return value;
    }

    AmfValue value() throws MalformedException {
        int marker = in.u8("marker");
        budget.value(1);
        return switch (marker) {
            case Amf3.UNDEFINED -> AmfValue.UNDEFINED;
            case Amf3.NULL -> AmfValue.NULL;
            case Amf3.FALSE -> new AmfValue.Bool(false);
            case Amf3.TRUE -> new AmfValue.Bool(true);
            case Amf3.INTEGER -> new AmfValue.Num(u29() << 3 >> 3); // 29 bits with a sign, §3.6
            case Amf3.DOUBLE -> new AmfValue.Num(f64());
            case Amf3.STRING -> new AmfValue.Text(string());
            default -> composite(marker);
        };
    }

    /** What may be a reference: its first bit says so. */
    private AmfValue composite(int marker) throws MalformedException {
        int head = u29();
        if ((head & 1) == 0 && isComposite(marker)) return references.get(head >> 1);
        int rest = head >> 1;
        return switch (marker) {
            case Amf3.DATE -> references.add(() -> new AmfValue.Date(f64()));
            case Amf3.ARRAY -> references.add(() -> array(rest));
            case Amf3.OBJECT -> references.add(() -> object(rest));
            case Amf3.BYTE_ARRAY ->
                    references.add(() -> new AmfValue.Bytes(in.take(rest, "byte array")));
            case Amf3.VECTOR_INT, Amf3.VECTOR_UINT, Amf3.VECTOR_DOUBLE, Amf3.VECTOR_OBJECT ->
                    references.add(() -> vector(marker, rest));
            default -> throw in.malformed("a value of a kind that is not taken");
        };
    }

    private static boolean isComposite(int marker) {
        return marker >= Amf3.DATE && marker <= Amf3.VECTOR_OBJECT && marker != 0x0b; // XML
    }

    /** Names first, then what is numbered (§3.11). */
    private AmfValue array(int dense) throws MalformedException {
        var fields = new LinkedHashMap<String, AmfValue>();
        for (var name = string(); !name.isEmpty(); name = string()) fields.put(name, value());
        var values = elements(dense);
        if (fields.isEmpty()) return new AmfValue.StrictArray(values);
        for (int i = 0; i < values.size(); i++) fields.put(Integer.toString(i), values.get(i));
        return new AmfValue.EcmaArray(fields);
    }

    private List<AmfValue> elements(int count) throws MalformedException {
        if (count > in.remaining()) throw in.malformed("more elements than bytes");
        var values = new ArrayList<AmfValue>();
        for (int i = 0; i < count; i++) values.add(value());
        return values;
    }

    private AmfValue vector(int marker, int count) throws MalformedException {
        in.u8("vector fixed");
        if (marker == Amf3.VECTOR_OBJECT) {
            string(); // the name of the class of all
            return new AmfValue.StrictArray(elements(count));
        }
        if (count > in.remaining()) throw in.malformed("more elements than bytes");
        budget.value(count);
        var values = new ArrayList<AmfValue>();
        for (int i = 0; i < count; i++) {
            values.add(
                    new AmfValue.Num(
                            switch (marker) {
                                case Amf3.VECTOR_INT -> in.i32("vector element");
                                case Amf3.VECTOR_UINT -> in.u32("vector element");
                                default -> f64();
                            }));
        }
        return new AmfValue.StrictArray(values);
    }

    private AmfValue object(int head) throws MalformedException {
        var layout = layout(head);
        var fields = new LinkedHashMap<String, AmfValue>();
        for (var name : layout.names()) fields.put(name, value());
        if (layout.dynamic()) dynamic(fields);
        return new AmfValue.Obj(layout.className(), fields);
    }

    private void dynamic(Map<String, AmfValue> fields) throws MalformedException {
        for (var name = string(); !name.isEmpty(); name = string()) fields.put(name, value());
    }

    private Traits layout(int head) throws MalformedException {
        if ((head & 1) == 0) {
            int index = head >> 1;
            if (index >= traits.size()) throw in.malformed("traits that have not been sent");
            return traits.get(index);
        }
        if ((head & 2) != 0) throw in.malformed("an object that reads itself (externalizable)");
        int count = head >> 3;
        if (count > Math.min(in.remaining(), MOST_NAMES)) throw in.malformed("too many names");
        var className = string();
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) names.add(string());
        var layout = new Traits(className, (head & 4) != 0, List.copyOf(names));
        traits.add(layout);
        return layout;
    }

    private String string() throws MalformedException {
        int head = u29();
        if ((head & 1) == 0) {
            if (head >> 1 >= strings.size()) throw in.malformed("a string that has not been sent");
            var known = strings.get(head >> 1);
            budget.text(known.length());
            return known;
        }
        var text = StandardCharsets.UTF_8.decode(in.take(head >> 1, "string")).toString();
        budget.text(text.length());
        if (!text.isEmpty())
            strings.add(text); // the empty string is never sent by reference, §1.3.2
        return text;
    }

    /** One to four bytes, seven bits in each but the fourth, which has eight (§1.3.1). */
    private int u29() throws MalformedException {
        int value = 0;
        for (int i = 0; i < 3; i++) {
            int next = in.u8("integer");
            value = value << 7 | next & 0x7f;
            if (next < 0x80) return value;
        }
        return value << 8 | in.u8("integer");
    }

    private double f64() throws MalformedException {
        return Double.longBitsToDouble(in.i64("double"));
    }
}
