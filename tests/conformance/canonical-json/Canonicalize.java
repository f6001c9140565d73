import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Base64;
import org.erdtman.jcs.JsonCanonicalizer;

/** Reads JSON texts from standard input, one per line in Base64, and prints the canonical JSON of each. */
class Canonicalize {
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.write(new JsonCanonicalizer(Base64.getDecoder().decode(line)).getEncodedUTF8());
      out.write('\n');
    }
    out.flush();
  }
}
