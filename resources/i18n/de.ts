<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name />
  <message>
   <source>&amp;Collect</source>
   <translation>&amp;Sammeln</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Ink</source>
   <translation>&amp;Tinte</translation>
  </message>
  <message>
   <source>&amp;Models</source>
   <translation>&amp;Modelle</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>1 letter: {}</source>
   <translation>1 Buchstabe: {}</translation>
  </message>
  <message>
   <source>1 sample</source>
   <translation>1 Probe</translation>
  </message>
  <message>
   <source>1 skipped</source>
   <translation>1 übersprungen</translation>
  </message>
  <message>
   <source>1 stroke</source>
   <translation>1 Strich</translation>
  </message>
  <message>
   <source>1 writer</source>
   <translation>1 Schreiber</translation>
  </message>
  <message>
   <source>: cannot open shared object file</source>
   <translation>: cannot open shared object file</translation>
  </message>
  <message>
   <source>&lt;b&gt;Bring ink&lt;/b&gt;: InkML, SVG and JSON files open onto the page (Ctrl+O), in their own place and size.</source>
   <translation>&lt;b&gt;Tinte mitbringen&lt;/b&gt;: Dateien in InkML, SVG und JSON öffnen sich auf der Seite (Strg+O), an ihrem Ort und in ihrer Größe.</translation>
  </message>
  <message>
   <source>&lt;b&gt;Drop a picture&lt;/b&gt; of a letter on the page, or paste one (Ctrl+V): its strokes are recovered and replayed. Ctrl+Return puts them on the page.</source>
   <translation>&lt;b&gt;Ein Bild&lt;/b&gt; eines Buchstabens auf die Seite ziehen oder einfügen (Strg+V): Seine Striche werden wiedergewonnen und abgespielt. Strg+Eingabe legt sie auf die Seite.</translation>
  </message>
  <message>
   <source>&lt;b&gt;Find anything&lt;/b&gt;: Ctrl+K finds every command by a part of its name.</source>
   <translation>&lt;b&gt;Alles finden&lt;/b&gt;: Strg+K findet jeden Befehl an einem Teil seines Namens.</translation>
  </message>
  <message>
   <source>&lt;b&gt;Lift the pen.&lt;/b&gt; From that image alone the model recovers strokes. They are drawn again in time, from pink to yellow: play, pause, drag the timeline, change the speed, loop.</source>
   <translation>&lt;b&gt;Den Stift heben.&lt;/b&gt; Allein aus diesem Bild gewinnt das Modell Striche zurück. Sie werden noch einmal in der Zeit gezeichnet, von Rosa nach Gelb: abspielen, anhalten, die Zeitleiste ziehen, das Tempo ändern, wiederholen.</translation>
  </message>
  <message>
   <source>&lt;b&gt;Nothing is lost.&lt;/b&gt; Each stroke is kept the moment it is drawn; undo (Ctrl+Z) goes back as far as the page does, also after a restart.</source>
   <translation>&lt;b&gt;Nichts geht verloren.&lt;/b&gt; Jeder Strich wird im Augenblick des Zeichnens gesichert; Rückgängig (Strg+Z) reicht so weit zurück wie die Seite, auch nach einem Neustart.</translation>
  </message>
  <message>
   <source>&lt;b&gt;Take it with you&lt;/b&gt;: Ctrl+E exports SVG, PNG or a GIF of the replay; Ctrl+C copies the ink.</source>
   <translation>&lt;b&gt;Mitnehmen&lt;/b&gt;: Strg+E exportiert SVG, PNG oder ein GIF der Wiedergabe; Strg+C kopiert die Tinte.</translation>
  </message>
  <message>
   <source>&lt;b&gt;Write one letter&lt;/b&gt; on the page, with a pen or the mouse. While you write, the panel beside it shows the image that the model makes of your strokes.</source>
   <translation>&lt;b&gt;Einen Buchstaben schreiben&lt;/b&gt;, mit einem Stift oder der Maus. Schon beim Schreiben zeigt das Feld daneben das Bild, das das Modell aus den Strichen macht.</translation>
  </message>
  <message>
   <source>A GIF of a replay needs a background; choose a colour.</source>
   <translation>Ein GIF der Wiedergabe braucht einen Hintergrund; bitte eine Farbe wählen.</translation>
  </message>
  <message>
   <source>A GIF of {} x {} pixels is too large; at most {} million.</source>
   <translation>Ein GIF von {} x {} Pixeln ist zu groß; höchstens {} Millionen.</translation>
  </message>
  <message>
   <source>A GIF shows between 1 and 50 frames a second.</source>
   <translation>Ein GIF zeigt zwischen 1 und 50 Bilder in der Sekunde.</translation>
  </message>
  <message>
   <source>A batch of {} cannot be shared by {} processes; take a larger --batch.</source>
   <translation>{} Proben lassen sich nicht auf {} Prozesse verteilen; --batch größer wählen.</translation>
  </message>
  <message>
   <source>A copybook page for drawing programs; several pages stand below one another.</source>
   <translation>Eine Heftseite für Zeichenprogramme; mehrere Seiten stehen untereinander.</translation>
  </message>
  <message>
   <source>A copybook page of the ink: models with numbered strokes and arrows, and rows to practise on (PDF, SVG).</source>
   <translation>Eine Heftseite aus der Tinte: Vorlagen mit nummerierten Strichen und Pfeilen und Zeilen zum Üben (PDF, SVG).</translation>
  </message>
  <message>
   <source>A copybook page: models with numbered strokes and arrows, and rows to practise on.</source>
   <translation>Eine Heftseite: Vorlagen mit nummerierten Strichen und Pfeilen und Zeilen zum Üben.</translation>
  </message>
  <message>
   <source>A ductus sheet has no {}; it has {}.</source>
   <translation>Ein Duktusblatt kennt {} nicht; es kennt {}.</translation>
  </message>
  <message>
   <source>A ductus sheet holds at most {} models of {} strokes; take a part of it, or a character a model.</source>
   <translation>Ein Duktusblatt fasst höchstens {} Vorlagen aus {} Strichen; nehmen Sie einen Teil davon oder eine Vorlage je Zeichen.</translation>
  </message>
  <message>
   <source>A ductus sheet needs paper of at least 90 × 130 mm; choose A5 or larger.</source>
   <translation>Ein Duktusblatt braucht Papier von mindestens 90 × 130 mm; wählen Sie A5 oder größer.</translation>
  </message>
  <message>
   <source>A file or device refused: {}.</source>
   <translation>Eine Datei oder ein Gerät verweigerte sich: {}.</translation>
  </message>
  <message>
   <source>A finger</source>
   <translation>Ein Finger</translation>
  </message>
  <message>
   <source>A handwriting studio: ink, image and the strokes between them.</source>
   <translation>Ein Studio für Handschrift: Tinte, Bild und die Striche dazwischen.</translation>
  </message>
  <message>
   <source>A journal cannot hold {} of type {}.</source>
   <translation>Ein Journal kann {} der Art {} nicht halten.</translation>
  </message>
  <message>
   <source>A label and 28 x 28 pixels in each row of a .csv file.</source>
   <translation>Eine Beschriftung und 28 x 28 Pixel in jeder Zeile einer .csv-Datei.</translation>
  </message>
  <message>
   <source>A line of this ink lies {} mm outside the page of {} × {} mm, and a plotter would run into its end. Fit the ink to the page, choose a larger page, or move the ink.</source>
   <translation>Eine Linie dieser Tinte liegt {} mm außerhalb des Blatts von {} × {} mm; ein Plotter liefe gegen seinen Anschlag. Passen Sie die Tinte ein, wählen Sie ein größeres Blatt oder verschieben Sie die Tinte.</translation>
  </message>
  <message>
   <source>A margin of {} mm cannot be used; it must be between 0 and {}.</source>
   <translation>Ein Rand von {} mm geht nicht; er muss zwischen 0 und {} liegen.</translation>
  </message>
  <message>
   <source>A millimetre on the page is a millimetre on the screen.</source>
   <translation>Ein Millimeter auf der Seite ist ein Millimeter auf dem Bildschirm.</translation>
  </message>
  <message>
   <source>A model is</source>
   <translation>Eine Vorlage ist</translation>
  </message>
  <message>
   <source>A mouse that rests over the page puts the pen down; moving draws, and resting again lifts it.</source>
   <translation>Ruht die Maus über der Seite, setzt der Stift auf; Bewegen zeichnet, erneutes Ruhen hebt ihn ab.</translation>
  </message>
  <message>
   <source>A mouse that rests so long over the page puts the pen down; moving draws, and resting again lifts it.</source>
   <translation>Ruht die Maus so lange über der Seite, setzt der Stift auf; Bewegen zeichnet, erneutes Ruhen hebt ihn ab.</translation>
  </message>
  <message>
   <source>A page of this sheet holds more prompts than there is room for.</source>
   <translation>Eine Seite dieses Bogens enthält mehr Vorlagen, als Platz haben.</translation>
  </message>
  <message>
   <source>A picture for documents and web pages, on paper or transparent.</source>
   <translation>Ein Bild für Dokumente und Webseiten, auf Papier oder durchsichtig.</translation>
  </message>
  <message>
   <source>A picture for programs that take nothing else.</source>
   <translation>Ein Bild für Programme, die nichts anderes annehmen.</translation>
  </message>
  <message>
   <source>A picture needs a width or a height of at least one pixel.</source>
   <translation>Ein Bild braucht eine Breite oder Höhe von mindestens einem Pixel.</translation>
  </message>
  <message>
   <source>A picture of {} x {} pixels cannot be made.</source>
   <translation>Ein Bild von {} x {} Pixeln lässt sich nicht machen.</translation>
  </message>
  <message>
   <source>A picture of {} x {} pixels is too large; at most {} million are drawn.</source>
   <translation>Ein Bild von {} x {} Pixeln ist zu groß; gezeichnet werden höchstens {} Millionen.</translation>
  </message>
  <message>
   <source>A plotter has no {}; it has {}.</source>
   <translation>Ein Plotter kennt {} nicht; er kennt {}.</translation>
  </message>
  <message>
   <source>A plotter moves at 1 to {} mm a minute.</source>
   <translation>Ein Plotter fährt 1 bis {} mm in der Minute.</translation>
  </message>
  <message>
   <source>A record holds fewer points than its strokes ask for.</source>
   <translation>Ein Eintrag hält weniger Punkte, als seine Striche verlangen.</translation>
  </message>
  <message>
   <source>A record of {} bytes is larger than a journal takes.</source>
   <translation>Ein Eintrag von {} Bytes ist größer, als ein Journal annimmt.</translation>
  </message>
  <message>
   <source>A record's image has not two dimensions.</source>
   <translation>Das Bild eines Eintrags hat nicht zwei Dimensionen.</translation>
  </message>
  <message>
   <source>A sheet needs something to write: name a set or give a text.</source>
   <translation>Ein Bogen braucht etwas zu schreiben: Nennen Sie einen Satz oder einen Text.</translation>
  </message>
  <message>
   <source>A sheet to print and write on, read back from a scan or a photograph.</source>
   <translation>Ein Bogen zum Drucken und Beschreiben, der aus einem Scan oder Foto zurückgelesen wird.</translation>
  </message>
  <message>
   <source>A store cannot be written as '{}'; use one of {}.</source>
   <translation>Ein Datensatz kann nicht als „{}“ geschrieben werden; möglich sind {}.</translation>
  </message>
  <message>
   <source>A tenth of a second back or on</source>
   <translation>Eine Zehntelsekunde zurück oder vor</translation>
  </message>
  <message>
   <source>A thinner pen.</source>
   <translation>Ein dünnerer Stift.</translation>
  </message>
  <message>
   <source>A wider pen.</source>
   <translation>Ein breiterer Stift.</translation>
  </message>
  <message>
   <source>A-Z table</source>
   <translation>A-Z-Tabelle</translation>
  </message>
  <message>
   <source>About Ductus</source>
   <translation>Über Ductus</translation>
  </message>
  <message>
   <source>Accents: {}</source>
   <translation>Akzente: {}</translation>
  </message>
  <message>
   <source>Accept sample</source>
   <translation>Probe behalten</translation>
  </message>
  <message>
   <source>Accept {:,} samples</source>
   <translation>{:,} Proben behalten</translation>
  </message>
  <message>
   <source>Accept “{}”</source>
   <translation>„{}“ behalten</translation>
  </message>
  <message>
   <source>Actual size</source>
   <translation>Originalgröße</translation>
  </message>
  <message>
   <source>Add a stroke by hand</source>
   <translation>Strich von Hand hinzufügen</translation>
  </message>
  <message>
   <source>Add sample</source>
   <translation>Probe hinzufügen</translation>
  </message>
  <message>
   <source>Add the strokes that the model found as ink, beside yours.</source>
   <translation>Die Striche, die das Modell fand, als Tinte neben die eigenen legen.</translation>
  </message>
  <message>
   <source>Add {:,} samples</source>
   <translation>{:,} Proben hinzufügen</translation>
  </message>
  <message>
   <source>All ink together</source>
   <translation>Alle Tinte zusammen</translation>
  </message>
  <message>
   <source>Animated SVG</source>
   <translation>Animiertes SVG</translation>
  </message>
  <message>
   <source>Another running Ductus has this page open. This is a copy: what you draw here is not saved.</source>
   <translation>Ein anderes laufendes Ductus hat diese Seite offen. Dies ist eine Kopie: Was hier gezeichnet wird, ist nicht gesichert.</translation>
  </message>
  <message>
   <source>Another running Ductus has {} open.</source>
   <translation>Ein anderes laufendes Ductus hat {} offen.</translation>
  </message>
  <message>
   <source>Another running Ductus is packing {}; try again in a moment.</source>
   <translation>Ein anderes Ductus packt gerade {}; versuchen Sie es gleich noch einmal.</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <translation>Pfeiltasten</translation>
  </message>
  <message>
   <source>As large as the ink</source>
   <translation>So groß wie die Tinte</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>As the trainer wrote them: losses by term, epochs.</source>
   <translation>Wie das Training sie schrieb: Verluste nach Termen, Epochen.</translation>
  </message>
  <message>
   <source>As written</source>
   <translation>Wie geschrieben</translation>
  </message>
  <message>
   <source>At true size this is {} sheets of paper; fit it to one, or choose larger paper.</source>
   <translation>In wahrer Größe sind das {} Blatt Papier; auf eines einpassen oder größeres Papier wählen.</translation>
  </message>
  <message>
   <source>Attribution</source>
   <translation>Nachweis</translation>
  </message>
  <message>
   <source>Attributions</source>
   <translation>Nachweise</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Automatic is one, which leaves the other cores to the pen.</source>
   <translation>Automatisch ist einer; die anderen Kerne bleiben dem Stift.</translation>
  </message>
  <message>
   <source>Automatic leaves one core to the pen. Work under way keeps what it began with.</source>
   <translation>Automatisch lässt dem Stift einen Kern. Laufende Arbeit behält, womit sie begann.</translation>
  </message>
  <message>
   <source>Automatic takes a graphics card that PyTorch can use, else the CPU.</source>
   <translation>Automatisch nimmt eine Grafikkarte, die PyTorch nutzen kann, sonst die CPU.</translation>
  </message>
  <message>
   <source>Below the ruled line</source>
   <translation>Unter der Grundlinie</translation>
  </message>
  <message>
   <source>Big targets</source>
   <translation>Große Ziele</translation>
  </message>
  <message>
   <source>Black</source>
   <translation>Schwarz</translation>
  </message>
  <message>
   <source>Both</source>
   <translation>Beide</translation>
  </message>
  <message>
   <source>Both hands</source>
   <translation>Beide Hände</translation>
  </message>
  <message>
   <source>Bottom left, y up</source>
   <translation>Unten links, y nach oben</translation>
  </message>
  <message>
   <source>Boxes of {} mm cannot be made; choose {}.</source>
   <translation>Felder von {} mm gibt es nicht; wählen Sie {}.</translation>
  </message>
  <message>
   <source>Broad</source>
   <translation>Breit</translation>
  </message>
  <message>
   <source>Broad, 1.2 mm</source>
   <translation>Breit, 1,2 mm</translation>
  </message>
  <message>
   <source>Brush</source>
   <translation>Pinsel</translation>
  </message>
  <message>
   <source>Brush, 3 mm</source>
   <translation>Pinsel, 3 mm</translation>
  </message>
  <message>
   <source>Buttons</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>By how many degrees the line turns on a way as long as the letter is large.</source>
   <translation>Um wie viel Grad sich die Linie auf einem Weg so lang wie der Buchstabe dreht.</translation>
  </message>
  <message>
   <source>By how much words climb to the right.</source>
   <translation>Wie stark Wörter nach rechts ansteigen.</translation>
  </message>
  <message>
   <source>CC BY 4.0: everyone may use them and must name the writer</source>
   <translation>CC BY 4.0: Alle dürfen sie nutzen und müssen die schreibende Person nennen</translation>
  </message>
  <message>
   <source>CC BY-NC 4.0: as before, but not to make money</source>
   <translation>CC BY-NC 4.0: ebenso, aber nicht, um Geld zu verdienen</translation>
  </message>
  <message>
   <source>CC BY-SA 4.0: as CC BY, and what is made of them is shared alike</source>
   <translation>CC BY-SA 4.0: wie CC BY, und was daraus entsteht, wird ebenso geteilt</translation>
  </message>
  <message>
   <source>CC0 1.0: everyone may do anything, nobody need be named</source>
   <translation>CC0 1.0: Alle dürfen alles, niemand muss genannt werden</translation>
  </message>
  <message>
   <source>CPU</source>
   <translation>CPU</translation>
  </message>
  <message>
   <source>Calm what is selected, else the current character.</source>
   <translation>Das Ausgewählte beruhigen, sonst das aktuelle Zeichen.</translation>
  </message>
  <message>
   <source>Calms the ink that you see; what the pen recorded is kept as it is.</source>
   <translation>Beruhigt die sichtbare Tinte; was der Stift aufnahm, bleibt, wie es ist.</translation>
  </message>
  <message>
   <source>Can</source>
   <translation>Kann</translation>
  </message>
  <message>
   <source>Capital letters</source>
   <translation>Großbuchstaben</translation>
  </message>
  <message>
   <source>Change pen</source>
   <translation>Stift ändern</translation>
  </message>
  <message>
   <source>Change sample</source>
   <translation>Probe ändern</translation>
  </message>
  <message>
   <source>Change to this pen</source>
   <translation>Mit diesem Stift zeichnen</translation>
  </message>
  <message>
   <source>Change {:,} samples</source>
   <translation>{:,} Proben ändern</translation>
  </message>
  <message>
   <source>Characters of 50 alphabets: strokes_….zip, images_….npz or their folder.</source>
   <translation>Zeichen aus 50 Alphabeten: strokes_….zip, images_….npz oder ihr Ordner.</translation>
  </message>
  <message>
   <source>Characters of 60 people written on tablets: ujipenchars2.txt.</source>
   <translation>Zeichen von 60 Menschen, auf Tablets geschrieben: ujipenchars2.txt.</translation>
  </message>
  <message>
   <source>Characters, words and text with pen movements: a release's folder or archive, or one file.</source>
   <translation>Zeichen, Wörter und Text mit Stiftbewegung: Ordner oder Archiv einer Ausgabe, oder eine Datei.</translation>
  </message>
  <message>
   <source>Check and repair</source>
   <translation>Prüfen und reparieren</translation>
  </message>
  <message>
   <source>Check it and try again.</source>
   <translation>Bitte prüfen und noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Choose what to write; Ductus asks for what is missing most.</source>
   <translation>Wähle, was geschrieben wird; Ductus verlangt, was am meisten fehlt.</translation>
  </message>
  <message>
   <source>Clear page</source>
   <translation>Seite leeren</translation>
  </message>
  <message>
   <source>Click a character, double-click a stroke, drag around several; with Shift a lasso.</source>
   <translation>Ein Zeichen anklicken, einen Strich doppelt anklicken, um mehrere ziehen; mit Umschalt ein Lasso.</translation>
  </message>
  <message>
   <source>Click a stroke and drag its points; Alt moves one alone, Delete removes one, Escape gives up.</source>
   <translation>Einen Strich anklicken und seine Punkte ziehen; Alt bewegt einen allein, Entf entfernt einen, Esc bricht ab.</translation>
  </message>
  <message>
   <source>Climb of words</source>
   <translation>Anstieg der Wörter</translation>
  </message>
  <message>
   <source>Close Ductus?</source>
   <translation>Ductus schließen?</translation>
  </message>
  <message>
   <source>Close other programs and try again.</source>
   <translation>Andere Programme schließen und noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Close the studio; the page is kept.</source>
   <translation>Das Studio schließen; die Seite bleibt erhalten.</translation>
  </message>
  <message>
   <source>Close without saving</source>
   <translation>Ohne Sichern schließen</translation>
  </message>
  <message>
   <source>Closest among {} UNIPEN writers: {} ({}, distance {:.2f}).</source>
   <translation>Am nächsten unter {} UNIPEN-Schreibenden: {} ({}, Abstand {:.2f}).</translation>
  </message>
  <message>
   <source>Coalesced</source>
   <translation>Zusammengefasst</translation>
  </message>
  <message>
   <source>Collect</source>
   <translation>Sammeln</translation>
  </message>
  <message>
   <source>Collection sheets</source>
   <translation>Sammelbögen</translation>
  </message>
  <message>
   <source>Commands of one's own are plain ASCII lines, at most {} characters.</source>
   <translation>Eigene Befehle sind einfache ASCII-Zeilen, höchstens {} Zeichen.</translation>
  </message>
  <message>
   <source>Comments in the file</source>
   <translation>Kommentare in der Datei</translation>
  </message>
  <message>
   <source>Convert</source>
   <translation>Wandeln</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copy what is selected, else all ink of the page; other programs get a picture or SVG.</source>
   <translation>Das Ausgewählte kopieren, sonst alle Tinte der Seite; andere Programme erhalten ein Bild oder SVG.</translation>
  </message>
  <message>
   <source>Ctrl and the wheel zoom at the pointer.</source>
   <translation>Strg und Mausrad zoomen am Zeiger.</translation>
  </message>
  <message>
   <source>Curves in millimetres, for drawing programs, plotters and print.</source>
   <translation>Kurven in Millimetern, für Zeichenprogramme, Plotter und Druck.</translation>
  </message>
  <message>
   <source>Curves in real millimetres, as large as the ink or on sheets of paper.</source>
   <translation>Kurven in echten Millimetern, so groß wie die Tinte oder auf Papierbögen.</translation>
  </message>
  <message>
   <source>Cut</source>
   <translation>Ausschneiden</translation>
  </message>
  <message>
   <source>Cut each stroke into two equal parts.</source>
   <translation>Jeden Strich in zwei gleiche Teile schneiden.</translation>
  </message>
  <message>
   <source>Cut wherever the way turns sharply.</source>
   <translation>Überall schneiden, wo der Weg scharf abbiegt.</translation>
  </message>
  <message>
   <source>Czech</source>
   <translation>Tschechisch</translation>
  </message>
  <message>
   <source>DISPLAY</source>
   <translation>DISPLAY</translation>
  </message>
  <message>
   <source>DTW, a point</source>
   <translation>DTW, je Punkt</translation>
  </message>
  <message>
   <source>DTW, a step of the path</source>
   <translation>DTW, je Schritt des Wegs</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Data folder</source>
   <translation>Datenordner</translation>
  </message>
  <message>
   <source>Dataset</source>
   <translation>Datensatz</translation>
  </message>
  <message>
   <source>Datasets (.h5) of this or another machine; several become one.</source>
   <translation>Datensätze (.h5) von diesem oder einem anderen Rechner; mehrere werden einer.</translation>
  </message>
  <message>
   <source>Date</source>
   <translation>Datum</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete character</source>
   <translation>Zeichen löschen</translation>
  </message>
  <message>
   <source>Delete sample</source>
   <translation>Probe löschen</translation>
  </message>
  <message>
   <source>Delete selection</source>
   <translation>Auswahl löschen</translation>
  </message>
  <message>
   <source>Delete {:,} samples</source>
   <translation>{:,} Proben löschen</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Device for answers</source>
   <translation>Gerät für Antworten</translation>
  </message>
  <message>
   <source>Device for training</source>
   <translation>Gerät fürs Training</translation>
  </message>
  <message>
   <source>Digits</source>
   <translation>Ziffern</translation>
  </message>
  <message>
   <source>Do again what was taken back.</source>
   <translation>Noch einmal tun, was zurückgenommen wurde.</translation>
  </message>
  <message>
   <source>Doctor</source>
   <translation>Doktor</translation>
  </message>
  <message>
   <source>Draw by dwelling</source>
   <translation>Durch Verweilen zeichnen</translation>
  </message>
  <message>
   <source>Draw earlier</source>
   <translation>Früher zeichnen</translation>
  </message>
  <message>
   <source>Draw it from its end to its start.</source>
   <translation>Vom Ende zum Anfang zeichnen.</translation>
  </message>
  <message>
   <source>Draw later</source>
   <translation>Später zeichnen</translation>
  </message>
  <message>
   <source>Draw the missing stroke over the picture: it joins the list. V goes back to selecting.</source>
   <translation>Zeichnen Sie den fehlenden Strich über das Bild: Er kommt in die Liste. V kehrt zum Auswählen zurück.</translation>
  </message>
  <message>
   <source>Draw the recovered strokes again from the first point.</source>
   <translation>Die wiedergewonnenen Striche vom ersten Punkt an neu zeichnen.</translation>
  </message>
  <message>
   <source>Draw the recovered strokes in time.</source>
   <translation>Die wiedergewonnenen Striche in der Zeit zeichnen.</translation>
  </message>
  <message>
   <source>Draw what is selected, else the current character, with the pen in hand.</source>
   <translation>Das Ausgewählte, sonst das aktuelle Zeichen, mit dem jetzigen Stift zeichnen.</translation>
  </message>
  <message>
   <source>Draw with touch</source>
   <translation>Mit dem Finger zeichnen</translation>
  </message>
  <message>
   <source>Drawing speed</source>
   <translation>Zeichentempo</translation>
  </message>
  <message>
   <source>Drawn and written by Ductus, under its own licence.</source>
   <translation>Von Ductus gezeichnet und geschrieben, unter seiner eigenen Lizenz.</translation>
  </message>
  <message>
   <source>Ductus dataset</source>
   <translation>Ductus-Datensatz</translation>
  </message>
  <message>
   <source>Ductus itself: Apache License 2.0. What it stands on belongs to others, with thanks.</source>
   <translation>Ductus selbst: Apache License 2.0. Worauf es steht, gehört anderen, mit Dank.</translation>
  </message>
  <message>
   <source>Ductus looks at the files and tells what they are.</source>
   <translation>Ductus sieht sich die Dateien an und sagt, was sie sind.</translation>
  </message>
  <message>
   <source>Ductus pages</source>
   <translation>Ductus-Seiten</translation>
  </message>
  <message>
   <source>Ductus sheet (PDF)</source>
   <translation>Duktusblatt (PDF)</translation>
  </message>
  <message>
   <source>Ductus sheet (SVG)</source>
   <translation>Duktusblatt (SVG)</translation>
  </message>
  <message>
   <source>Ductus sheet…</source>
   <translation>Duktusblatt…</translation>
  </message>
  <message>
   <source>Ductus writes a letter of its own on the page.</source>
   <translation>Ductus schreibt selbst einen Buchstaben auf die Seite.</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>Verdoppeln</translation>
  </message>
  <message>
   <source>Each character</source>
   <translation>Jedes Zeichen</translation>
  </message>
  <message>
   <source>Engine</source>
   <translation>Maschine</translation>
  </message>
  <message>
   <source>English</source>
   <translation>Englisch</translation>
  </message>
  <message>
   <source>Erase all ink; undo brings it back.</source>
   <translation>Alle Tinte löschen; Rückgängig bringt sie wieder.</translation>
  </message>
  <message>
   <source>Erase stroke</source>
   <translation>Strich radieren</translation>
  </message>
  <message>
   <source>Erase what is selected, else the character in the brackets.</source>
   <translation>Das Ausgewählte löschen, sonst das Zeichen in den Klammern.</translation>
  </message>
  <message>
   <source>Erase whole strokes.</source>
   <translation>Ganze Striche radieren.</translation>
  </message>
  <message>
   <source>Erased a stroke.</source>
   <translation>Ein Strich radiert.</translation>
  </message>
  <message>
   <source>Erased {} strokes.</source>
   <translation>{} Striche radiert.</translation>
  </message>
  <message>
   <source>Eraser</source>
   <translation>Radierer</translation>
  </message>
  <message>
   <source>Escape does it too, with the Select tool.</source>
   <translation>Auch Esc tut es, mit dem Auswahlwerkzeug.</translation>
  </message>
  <message>
   <source>Events</source>
   <translation>Ereignisse</translation>
  </message>
  <message>
   <source>Every key on one sheet.</source>
   <translation>Alle Tasten auf einem Blatt.</translation>
  </message>
  <message>
   <source>Every point with its time and pressure, exactly; Ductus opens it again.</source>
   <translation>Jeder Punkt mit Zeit und Druck, genau; Ductus öffnet die Datei wieder.</translation>
  </message>
  <message>
   <source>Every point with its time and pressure, for scripts.</source>
   <translation>Jeder Punkt mit Zeit und Druck, für Skripte.</translation>
  </message>
  <message>
   <source>Everything saved before is safe. Free some space or put the drive back and stay: Ductus tries again every two seconds. Or export the ink to another place. Closing now drops what is not saved.</source>
   <translation>Alles früher Gesicherte ist sicher. Platz schaffen oder das Laufwerk wieder anschließen und bleiben: Ductus versucht es alle zwei Sekunden. Oder die Tinte an einen anderen Ort exportieren. Wer jetzt schließt, verliert, was nicht gesichert ist.</translation>
  </message>
  <message>
   <source>Everything stays on this machine.</source>
   <translation>Alles bleibt auf diesem Rechner.</translation>
  </message>
  <message>
   <source>Everything that Ductus needs is here.</source>
   <translation>Alles, was Ductus braucht, ist da.</translation>
  </message>
  <message>
   <source>Everything that was collected: look through it, mend labels, take out what went wrong.</source>
   <translation>Alles Gesammelte: durchsehen, Texte berichtigen, Misslungenes herausnehmen.</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>Überall</translation>
  </message>
  <message>
   <source>Export folder</source>
   <translation>Exportordner</translation>
  </message>
  <message>
   <source>Export the model again, or remove it under Models.</source>
   <translation>Das Modell neu exportieren oder unter Modelle entfernen.</translation>
  </message>
  <message>
   <source>Exports may be published for anybody.</source>
   <translation>Ausgaben dürfen für alle veröffentlicht werden.</translation>
  </message>
  <message>
   <source>Exports may go to people who study handwriting.</source>
   <translation>Ausgaben dürfen an Menschen gehen, die Handschrift erforschen.</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>Family</source>
   <translation>Familie</translation>
  </message>
  <message>
   <source>Files and stores are read by engines.service.</source>
   <translation>Dateien und Datenspeicher liest engines.service.</translation>
  </message>
  <message>
   <source>Find a command…</source>
   <translation>Befehl suchen …</translation>
  </message>
  <message>
   <source>Find out</source>
   <translation>Herausfinden</translation>
  </message>
  <message>
   <source>Find the strokes that made the selected picture, in the order and at the pace of a hand.</source>
   <translation>Die Striche finden, aus denen das ausgewählte Bild entstand, in der Reihenfolge und im Tempo einer Hand.</translation>
  </message>
  <message>
   <source>Fine</source>
   <translation>Fein</translation>
  </message>
  <message>
   <source>Fine, 0.4 mm</source>
   <translation>Fein, 0,4 mm</translation>
  </message>
  <message>
   <source>First commands</source>
   <translation>Befehle am Anfang</translation>
  </message>
  <message>
   <source>First steps</source>
   <translation>Erste Schritte</translation>
  </message>
  <message>
   <source>Fit the ink</source>
   <translation>Tinte einpassen</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Folder of pictures</source>
   <translation>Ordner mit Bildern</translation>
  </message>
  <message>
   <source>Folders</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Follow the desktop's light or dark.</source>
   <translation>Hell oder dunkel wie die Arbeitsfläche.</translation>
  </message>
  <message>
   <source>For every hand: with a pen, a mouse, a finger or one switch.</source>
   <translation>Für jede Hand: mit Stift, Maus, Finger oder einem einzigen Taster.</translation>
  </message>
  <message>
   <source>For everyone</source>
   <translation>Für alle</translation>
  </message>
  <message>
   <source>For research</source>
   <translation>Für die Forschung</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Fountain</source>
   <translation>Füller</translation>
  </message>
  <message>
   <source>Fountain, 0.9 mm</source>
   <translation>Füller, 0,9 mm</translation>
  </message>
  <message>
   <source>Free text</source>
   <translation>Freier Text</translation>
  </message>
  <message>
   <source>French</source>
   <translation>Französisch</translation>
  </message>
  <message>
   <source>From light to firm</source>
   <translation>Von leicht bis fest</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Vollbild</translation>
  </message>
  <message>
   <source>G-code for plotters</source>
   <translation>G-Code für Plotter</translation>
  </message>
  <message>
   <source>G-code; {} begins the next line.</source>
   <translation>G-Code; {} beginnt die nächste Zeile.</translation>
  </message>
  <message>
   <source>GIF of the replay</source>
   <translation>GIF der Wiedergabe</translation>
  </message>
  <message>
   <source>GPU</source>
   <translation>GPU</translation>
  </message>
  <message>
   <source>Gain over the average letter</source>
   <translation>Gewinn über den mittleren Buchstaben</translation>
  </message>
  <message>
   <source>Gap between letters</source>
   <translation>Lücke zwischen Buchstaben</translation>
  </message>
  <message>
   <source>Gap between words</source>
   <translation>Lücke zwischen Wörtern</translation>
  </message>
  <message>
   <source>Gaps</source>
   <translation>Abstände</translation>
  </message>
  <message>
   <source>General</source>
   <translation>Allgemein</translation>
  </message>
  <message>
   <source>German</source>
   <translation>Deutsch</translation>
  </message>
  <message>
   <source>Go on exactly where you stopped.</source>
   <translation>Genau dort weiter, wo Sie aufgehört haben.</translation>
  </message>
  <message>
   <source>Guides</source>
   <translation>Hilfslinien</translation>
  </message>
  <message>
   <source>Handwriting</source>
   <translation>Handschrift</translation>
  </message>
  <message>
   <source>Handwritten notes (.xopp), a sample a page.</source>
   <translation>Handschriftliche Notizen (.xopp), eine Probe je Seite.</translation>
  </message>
  <message>
   <source>Hardly anything arrived of the pen: was it a slip?</source>
   <translation>Vom Stift kam kaum etwas an: War es ein Versehen?</translation>
  </message>
  <message>
   <source>Height of letters</source>
   <translation>Höhe der Buchstaben</translation>
  </message>
  <message>
   <source>Height of models</source>
   <translation>Höhe der Vorlagen</translation>
  </message>
  <message>
   <source>Height of small letters</source>
   <translation>Höhe kleiner Buchstaben</translation>
  </message>
  <message>
   <source>Height of tall letters</source>
   <translation>Höhe hoher Buchstaben</translation>
  </message>
  <message>
   <source>Height of the sheet</source>
   <translation>Höhe des Blatts</translation>
  </message>
  <message>
   <source>Hiragana</source>
   <translation>Hiragana</translation>
  </message>
  <message>
   <source>Holds from the next start; the page is kept as it is.</source>
   <translation>Gilt ab dem nächsten Start; die Seite bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>How close the model's images are to the ink as rendered; more is closer.</source>
   <translation>Wie nah die Bilder des Modells der gerasterten Tinte kommen; mehr ist näher.</translation>
  </message>
  <message>
   <source>How far letters stand below the ruled line; above it is negative.</source>
   <translation>Wie weit Buchstaben unter der Grundlinie stehen; darüber ist es negativ.</translation>
  </message>
  <message>
   <source>How far pressure varies, from light to firm parts.</source>
   <translation>Wie stark der Druck schwankt, von leichten zu festen Stellen.</translation>
  </message>
  <message>
   <source>How far the down-strokes lean from upright; to the right is positive.</source>
   <translation>Wie weit sich die Abstriche aus der Senkrechten neigen; nach rechts ist positiv.</translation>
  </message>
  <message>
   <source>How far the feet of a word's letters lie off their common line.</source>
   <translation>Wie weit die Füße der Buchstaben eines Wortes von ihrer gemeinsamen Linie abweichen.</translation>
  </message>
  <message>
   <source>How far the pen strays to the side where its way is straight.</source>
   <translation>Wie weit der Stift zur Seite ausweicht, wo sein Weg gerade ist.</translation>
  </message>
  <message>
   <source>How fast the pen moves while it is down.</source>
   <translation>Wie schnell sich der Stift auf dem Papier bewegt.</translation>
  </message>
  <message>
   <source>How hard the pen presses, of what the device can tell.</source>
   <translation>Wie fest der Stift drückt, gemessen an dem, was das Gerät melden kann.</translation>
  </message>
  <message>
   <source>How high capitals, digits and letters such as b and l are.</source>
   <translation>Wie hoch Großbuchstaben, Ziffern und Buchstaben wie b und l sind.</translation>
  </message>
  <message>
   <source>How high small letters are beside tall ones.</source>
   <translation>Wie hoch kleine Buchstaben neben hohen sind.</translation>
  </message>
  <message>
   <source>How high small letters without tails are, such as a, n and o.</source>
   <translation>Wie hoch kleine Buchstaben ohne Ober- und Unterlängen sind, etwa a, n und o.</translation>
  </message>
  <message>
   <source>How long a letter takes, with the pen's lifts.</source>
   <translation>Wie lange ein Buchstabe dauert, mit dem Absetzen des Stifts.</translation>
  </message>
  <message>
   <source>How long the pen is up between two strokes.</source>
   <translation>Wie lange der Stift zwischen zwei Strichen in der Luft ist.</translation>
  </message>
  <message>
   <source>How many times the pen touches the paper for one letter.</source>
   <translation>Wie oft der Stift für einen Buchstaben das Papier berührt.</translation>
  </message>
  <message>
   <source>How much of all turning is done in curves, and not in corners.</source>
   <translation>Wie viel aller Drehung in Bögen geschieht und nicht in Ecken.</translation>
  </message>
  <message>
   <source>How much of the time of writing the pen is up.</source>
   <translation>Wie viel der Schreibzeit der Stift in der Luft ist.</translation>
  </message>
  <message>
   <source>How much the pen slows down where the line bends; a practised hand has about a third.</source>
   <translation>Wie stark der Stift in Bögen langsamer wird; eine geübte Hand hat etwa ein Drittel.</translation>
  </message>
  <message>
   <source>How often a letter is written in its commonest order and direction of strokes.</source>
   <translation>Wie oft ein Buchstabe in seiner häufigsten Reihenfolge und Richtung der Striche geschrieben wird.</translation>
  </message>
  <message>
   <source>How often the speed rises in one up or down movement; one is fluent, more is hesitant.</source>
   <translation>Wie oft das Tempo in einer Auf- oder Abbewegung ansteigt; einmal ist flüssig, öfter zögernd.</translation>
  </message>
  <message>
   <source>How the window looks and where its parts are.</source>
   <translation>Wie das Fenster aussieht und wo seine Teile sind.</translation>
  </message>
  <message>
   <source>How wide a letter is in words, with the gap beside it.</source>
   <translation>Wie breit ein Buchstabe in Wörtern ist, mit der Lücke daneben.</translation>
  </message>
  <message>
   <source>How wide letters are for their height, once the slant is taken out.</source>
   <translation>Wie breit Buchstaben für ihre Höhe sind, ohne die Neigung.</translation>
  </message>
  <message>
   <source>How wide the gap is between letters that do not touch.</source>
   <translation>Wie breit die Lücke zwischen Buchstaben ist, die sich nicht berühren.</translation>
  </message>
  <message>
   <source>How wide the gap is between two words.</source>
   <translation>Wie breit die Lücke zwischen zwei Wörtern ist.</translation>
  </message>
  <message>
   <source>How wide the line is for the height of the letters.</source>
   <translation>Wie breit die Linie im Verhältnis zur Höhe der Buchstaben ist.</translation>
  </message>
  <message>
   <source>How wide the line is.</source>
   <translation>Wie breit die Linie ist.</translation>
  </message>
  <message>
   <source>Hungarian</source>
   <translation>Ungarisch</translation>
  </message>
  <message>
   <source>IAM words</source>
   <translation>IAM-Wörter</translation>
  </message>
  <message>
   <source>IAM-OnDB</source>
   <translation>IAM-OnDB</translation>
  </message>
  <message>
   <source>Icons and sample letters</source>
   <translation>Symbole und Musterbuchstaben</translation>
  </message>
  <message>
   <source>Import dataset…</source>
   <translation>Datensatz importieren …</translation>
  </message>
  <message>
   <source>In use for answers: {}, PyTorch {}.</source>
   <translation>Für Antworten in Gebrauch: {}, PyTorch {}.</translation>
  </message>
  <message>
   <source>Ink</source>
   <translation>Tinte</translation>
  </message>
  <message>
   <source>Ink of Wacom's programs (.uim); needs the package universal-ink-library.</source>
   <translation>Tinte aus Wacoms Programmen (.uim); braucht das Paket universal-ink-library.</translation>
  </message>
  <message>
   <source>Ink of many programs, a file or a folder of them.</source>
   <translation>Tinte vieler Programme, eine Datei oder ein Ordner davon.</translation>
  </message>
  <message>
   <source>Ink of scripts and web pages, a file or a folder of them.</source>
   <translation>Tinte aus Skripten und Webseiten, eine Datei oder ein Ordner davon.</translation>
  </message>
  <message>
   <source>Ink stays where it lies</source>
   <translation>Tinte bleibt, wo sie liegt</translation>
  </message>
  <message>
   <source>InkML</source>
   <translation>InkML</translation>
  </message>
  <message>
   <source>InkML ink</source>
   <translation>InkML-Tinte</translation>
  </message>
  <message>
   <source>Iron-gall blue</source>
   <translation>Eisengallusblau</translation>
  </message>
  <message>
   <source>It cannot be read; it is made again when the collection is opened.</source>
   <translation>Es ist nicht lesbar und wird beim Öffnen der Sammlung neu gebildet.</translation>
  </message>
  <message>
   <source>Italian</source>
   <translation>Italienisch</translation>
  </message>
  <message>
   <source>Its {} samples are not those that were written: the checksum differs.</source>
   <translation>Seine {} Proben sind nicht die, die geschrieben wurden: Die Prüfsumme stimmt nicht.</translation>
  </message>
  <message>
   <source>JPEG picture</source>
   <translation>JPEG-Bild</translation>
  </message>
  <message>
   <source>JPEG pictures cannot be transparent; use PNG or WebP, or choose a background.</source>
   <translation>JPEG-Bilder können nicht durchsichtig sein; PNG oder WebP nehmen oder einen Hintergrund wählen.</translation>
  </message>
  <message>
   <source>JSON ink</source>
   <translation>JSON-Tinte</translation>
  </message>
  <message>
   <source>Japanese characters with the order of their strokes, as .zip or folder.</source>
   <translation>Japanische Zeichen mit ihrer Strichfolge, als .zip oder Ordner.</translation>
  </message>
  <message>
   <source>Join</source>
   <translation>Verbinden</translation>
  </message>
  <message>
   <source>KanjiVG</source>
   <translation>KanjiVG</translation>
  </message>
  <message>
   <source>Katakana</source>
   <translation>Katakana</translation>
  </message>
  <message>
   <source>Keep and recover again</source>
   <translation>Behalten und erneut wiedergewinnen</translation>
  </message>
  <message>
   <source>Keep the selected strokes of a picture as they are and find the others anew.</source>
   <translation>Die ausgewählten Striche eines Bildes lassen, wie sie sind, und die anderen neu suchen.</translation>
  </message>
  <message>
   <source>Keep, or no longer</source>
   <translation>Behalten oder nicht mehr</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Labels</source>
   <translation>Beschriftungen</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Language, theme, pen, engine, folders.</source>
   <translation>Sprache, Aussehen, Stift, Maschine, Ordner.</translation>
  </message>
  <message>
   <source>Larger buttons, fields and menus, for fingers and for hands that shake.</source>
   <translation>Größere Knöpfe, Felder und Menüs, für Finger und für Hände, die zittern.</translation>
  </message>
  <message>
   <source>Last commands</source>
   <translation>Befehle am Ende</translation>
  </message>
  <message>
   <source>Leave a dialog, a list or a search</source>
   <translation>Dialog, Liste oder Suche verlassen</translation>
  </message>
  <message>
   <source>Leave out points that the eye does not miss.</source>
   <translation>Punkte weglassen, die das Auge nicht vermisst.</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Links</translation>
  </message>
  <message>
   <source>Left hand</source>
   <translation>Linke Hand</translation>
  </message>
  <message>
   <source>Left-handed layout</source>
   <translation>Anordnung für Linkshänder</translation>
  </message>
  <message>
   <source>Let the model fill in what was erased of a letter, or what a damaged picture lost.</source>
   <translation>Das Modell ergänzen lassen, was von einem Buchstaben radiert wurde oder einem beschädigten Bild fehlt.</translation>
  </message>
  <message>
   <source>Letter pairs: {}</source>
   <translation>Buchstabenpaare: {}</translation>
  </message>
  <message>
   <source>Letter to letter</source>
   <translation>Von Buchstabe zu Buchstabe</translation>
  </message>
  <message>
   <source>Letters</source>
   <translation>Buchstaben</translation>
  </message>
  <message>
   <source>Libraries</source>
   <translation>Bibliotheken</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Licence: Apache 2.0. Papers, data and the work of others: Help &gt; Attributions.</source>
   <translation>Lizenz: Apache 2.0. Aufsätze, Daten und die Arbeit anderer: Hilfe &gt; Nachweise.</translation>
  </message>
  <message>
   <source>Licence: {}</source>
   <translation>Lizenz: {}</translation>
  </message>
  <message>
   <source>Lift the pen that dwelling put down</source>
   <translation>Den durch Verweilen aufgesetzten Stift abheben</translation>
  </message>
  <message>
   <source>Lift the pen where the page was clicked last.</source>
   <translation>Den Stift dort absetzen, wo zuletzt auf die Seite geklickt wurde.</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Light paper, or paper-coloured ink on slate.</source>
   <translation>Helles Papier, oder papierfarbene Tinte auf Schiefer.</translation>
  </message>
  <message>
   <source>Likeness of structure of image and rendered ink; 1 is the same.</source>
   <translation>Ähnlichkeit der Struktur von Bild und gerasterter Tinte; 1 ist gleich.</translation>
  </message>
  <message>
   <source>Line to letter height</source>
   <translation>Linie zur Buchstabenhöhe</translation>
  </message>
  <message>
   <source>Lines of drawing programs, a file or a folder of them.</source>
   <translation>Linien aus Zeichenprogrammen, eine Datei oder ein Ordner davon.</translation>
  </message>
  <message>
   <source>Lines of text written on a whiteboard: the folder of lineStrokes and ascii.</source>
   <translation>Textzeilen, auf eine Tafel geschrieben: der Ordner mit lineStrokes und ascii.</translation>
  </message>
  <message>
   <source>Lock the selected strokes of a picture: recovering again leaves them as they are.</source>
   <translation>Die ausgewählten Striche eines Bildes festhalten: Erneutes Suchen lässt sie, wie sie sind.</translation>
  </message>
  <message>
   <source>Look at every checksum of your collection, and mend what is damaged.</source>
   <translation>Jede Prüfsumme Ihrer Sammlung ansehen und Beschädigtes ausbessern.</translation>
  </message>
  <message>
   <source>Look through a store…</source>
   <translation>Datenspeicher durchsehen…</translation>
  </message>
  <message>
   <source>Loop</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Lowers the pen</source>
   <translation>Stift senken</translation>
  </message>
  <message>
   <source>MNIST, EMNIST, KMNIST</source>
   <translation>MNIST, EMNIST, KMNIST</translation>
  </message>
  <message>
   <source>Make a sheet…</source>
   <translation>Bogen erstellen…</translation>
  </message>
  <message>
   <source>May be published</source>
   <translation>Darf veröffentlicht werden</translation>
  </message>
  <message>
   <source>May be shared for research</source>
   <translation>Darf für die Forschung geteilt werden</translation>
  </message>
  <message>
   <source>May draw from the end</source>
   <translation>Darf vom Ende her zeichnen</translation>
  </message>
  <message>
   <source>Me</source>
   <translation>Ich</translation>
  </message>
  <message>
   <source>Mean distance between drawn and recovered path along their best match, in sides of the letter's square.</source>
   <translation>Mittlerer Abstand von gezeichnetem und wiedergewonnenem Weg entlang ihrer besten Zuordnung, in Seiten des Buchstabenquadrats.</translation>
  </message>
  <message>
   <source>Medium</source>
   <translation>Mittel</translation>
  </message>
  <message>
   <source>Medium, 0.7 mm</source>
   <translation>Mittel, 0,7 mm</translation>
  </message>
  <message>
   <source>Middle button and drag</source>
   <translation>Mit mittlerer Taste ziehen</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Models folder</source>
   <translation>Modellordner</translation>
  </message>
  <message>
   <source>Move</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Move point</source>
   <translation>Punkt verschieben</translation>
  </message>
  <message>
   <source>Move the page with any tool</source>
   <translation>Die Seite verschieben, mit jedem Werkzeug</translation>
  </message>
  <message>
   <source>Move the page; Space-drag does it with any tool.</source>
   <translation>Die Seite verschieben; mit jedem Werkzeug: Leertaste und ziehen.</translation>
  </message>
  <message>
   <source>Move what is selected to the clipboard.</source>
   <translation>Das Ausgewählte in die Zwischenablage verschieben.</translation>
  </message>
  <message>
   <source>Move what is selected, ten times as far with Shift</source>
   <translation>Das Ausgewählte verschieben, mit Umschalt zehnmal so weit</translation>
  </message>
  <message>
   <source>Movement</source>
   <translation>Bewegung</translation>
  </message>
  <message>
   <source>Much</source>
   <translation>Stark</translation>
  </message>
  <message>
   <source>NOT writable</source>
   <translation>NICHT beschreibbar</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Name, abilities, scores and licence of each model.</source>
   <translation>Name, Fähigkeiten, Werte und Lizenz jedes Modells.</translation>
  </message>
  <message>
   <source>New page</source>
   <translation>Neue Seite</translation>
  </message>
  <message>
   <source>New session…</source>
   <translation>Neue Sitzung…</translation>
  </message>
  <message>
   <source>No key does that. Ctrl+K finds every command by name.</source>
   <translation>Keine Taste tut das. Strg+K findet jeden Befehl am Namen.</translation>
  </message>
  <message>
   <source>No letter was written three times: habits are not sure yet.</source>
   <translation>Kein Buchstabe wurde dreimal geschrieben: Gewohnheiten sind noch nicht sicher.</translation>
  </message>
  <message>
   <source>No model is on this machine yet, so there is nothing to convert with. Your ink is kept and shown as it would be seen.</source>
   <translation>Auf diesem Rechner ist noch kein Modell, das wandeln könnte. Die Tinte bleibt erhalten und wird gezeigt, wie ein Modell sie sähe.</translation>
  </message>
  <message>
   <source>No model is on this machine. Put a model's folder into the models folder (Models &gt; Open models folder) and try again.</source>
   <translation>Auf diesem Rechner ist kein Modell. Den Ordner eines Modells in den Modellordner legen (Modelle &gt; Modellordner öffnen) und noch einmal versuchen.</translation>
  </message>
  <message>
   <source>No writer in this part of the data has {} different letters, or words enough.</source>
   <translation>Niemand in diesem Teil der Daten hat {} verschiedene Buchstaben oder genügend Wörter geschrieben.</translation>
  </message>
  <message>
   <source>Nobody else gets these samples. Models trained on them stay here too, unless you give them away.</source>
   <translation>Niemand sonst bekommt diese Proben. Auch damit trainierte Modelle bleiben hier, solange sie niemand weitergibt.</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keines</translation>
  </message>
  <message>
   <source>None chosen: all rights stay with the writer</source>
   <translation>Keine: Alle Rechte bleiben bei der Person</translation>
  </message>
  <message>
   <source>None: the pen as recorded</source>
   <translation>Keine: der Stift wie aufgenommen</translation>
  </message>
  <message>
   <source>Not told</source>
   <translation>Keine Angabe</translation>
  </message>
  <message>
   <source>Nothing is shared. You can change this whenever you like.</source>
   <translation>Nichts wird geteilt. Sie können das jederzeit ändern.</translation>
  </message>
  <message>
   <source>Nothing leaves this machine: no account, no download, no report that you do not send yourself.</source>
   <translation>Nichts verlässt diesen Rechner: kein Konto, kein Download, kein Bericht, den man nicht selbst sendet.</translation>
  </message>
  <message>
   <source>Nothing moves unless you start it.</source>
   <translation>Nichts bewegt sich von selbst.</translation>
  </message>
  <message>
   <source>Nothing moves unless you start it: no replay by itself, no turning wheels.</source>
   <translation>Nichts bewegt sich von selbst: keine Wiedergabe ohne Anlass, keine drehenden Räder.</translation>
  </message>
  <message>
   <source>Nothing of this character is missing: erase a part of it first.</source>
   <translation>Diesem Zeichen fehlt nichts: erst einen Teil radieren.</translation>
  </message>
  <message>
   <source>Off the line</source>
   <translation>Abweichung von der Zeile</translation>
  </message>
  <message>
   <source>Omniglot</source>
   <translation>Omniglot</translation>
  </message>
  <message>
   <source>On a ductus sheet, {} is between {} and {}.</source>
   <translation>Auf einem Duktusblatt liegt {} zwischen {} und {}.</translation>
  </message>
  <message>
   <source>On the page</source>
   <translation>Auf der Seite</translation>
  </message>
  <message>
   <source>One finger draws; else it moves the page. Two fingers zoom and move it.</source>
   <translation>Ein Finger zeichnet; sonst verschiebt er die Seite. Zwei Finger zoomen und verschieben.</translation>
  </message>
  <message>
   <source>One line a stroke</source>
   <translation>Eine Linie je Strich</translation>
  </message>
  <message>
   <source>One place earlier in its character; View, Stroke numbers and arrows shows the order.</source>
   <translation>Einen Platz früher in seinem Zeichen; Ansicht, Strichnummern und Pfeile zeigt die Reihenfolge.</translation>
  </message>
  <message>
   <source>One place later in its character.</source>
   <translation>Einen Platz später in seinem Zeichen.</translation>
  </message>
  <message>
   <source>One stroke of the selected ones.</source>
   <translation>Ein Strich aus den ausgewählten.</translation>
  </message>
  <message>
   <source>Only on this computer</source>
   <translation>Nur auf diesem Rechner</translation>
  </message>
  <message>
   <source>Only on this machine</source>
   <translation>Nur auf diesem Gerät</translation>
  </message>
  <message>
   <source>Open a Ductus store to see its samples; it is only read.</source>
   <translation>Einen Ductus-Datenspeicher öffnen, um seine Proben zu sehen; er wird nur gelesen.</translation>
  </message>
  <message>
   <source>Open a page, put ink on it (InkML, SVG, JSON, Xournal++, UNIPEN), or recover the strokes of a picture.</source>
   <translation>Eine Seite öffnen, Tinte darauf setzen (InkML, SVG, JSON, Xournal++, UNIPEN) oder die Striche eines Bildes zurückgewinnen.</translation>
  </message>
  <message>
   <source>Open models folder</source>
   <translation>Modellordner öffnen</translation>
  </message>
  <message>
   <source>Open {}</source>
   <translation>{} öffnen</translation>
  </message>
  <message>
   <source>Open…</source>
   <translation>Öffnen …</translation>
  </message>
  <message>
   <source>Order</source>
   <translation>Reihenfolge</translation>
  </message>
  <message>
   <source>Order of strokes</source>
   <translation>Reihenfolge</translation>
  </message>
  <message>
   <source>Own commands</source>
   <translation>Eigene Befehle</translation>
  </message>
  <message>
   <source>Own size</source>
   <translation>Eigene Größe</translation>
  </message>
  <message>
   <source>PDF</source>
   <translation>PDF</translation>
  </message>
  <message>
   <source>PNG picture</source>
   <translation>PNG-Bild</translation>
  </message>
  <message>
   <source>PSNR</source>
   <translation>PSNR</translation>
  </message>
  <message>
   <source>PSNR above that of always answering with the mean image of the letter's class; more is better.</source>
   <translation>PSNR über dem der Antwort, die immer das mittlere Bild der Buchstabenklasse gibt; mehr ist besser.</translation>
  </message>
  <message>
   <source>PSNR and SSIM: how close the model's image is to your rendered ink; more is closer.
DTW: mean distance between your path and the recovered one, in sides of the letter's square; less is closer.</source>
   <translation>PSNR und SSIM: wie nah das Bild des Modells der gerasterten Tinte kommt; mehr ist näher.
DTW: mittlerer Abstand von eigenem und wiedergewonnenem Weg, in Seiten des Buchstabenquadrats; weniger ist näher.</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Page {} of {}</source>
   <translation>Seite {} von {}</translation>
  </message>
  <message>
   <source>Pages that were saved as .ductus, a sample a page.</source>
   <translation>Seiten, die als .ductus gesichert wurden, eine Probe je Seite.</translation>
  </message>
  <message>
   <source>Pages, ink and pictures</source>
   <translation>Seiten, Tinte und Bilder</translation>
  </message>
  <message>
   <source>Pages, models, datasets and the log. To move it, close Ductus, move the folder, and set the environment variable DUCTUS_HOME to its new place.</source>
   <translation>Seiten, Modelle, Datensätze und das Protokoll. Zum Umziehen Ductus schließen, den Ordner verschieben und die Umgebungsvariable DUCTUS_HOME auf den neuen Ort setzen.</translation>
  </message>
  <message>
   <source>Pan</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Panel beside the page</source>
   <translation>Feld neben der Seite</translation>
  </message>
  <message>
   <source>Panels</source>
   <translation>Felder</translation>
  </message>
  <message>
   <source>Panels at the left and tools at the right, so that the writing hand hides nothing.</source>
   <translation>Felder links und Werkzeuge rechts, damit die schreibende Hand nichts verdeckt.</translation>
  </message>
  <message>
   <source>Panels at the left, tools at the right.</source>
   <translation>Felder links, Werkzeuge rechts.</translation>
  </message>
  <message>
   <source>Pangrams: {}</source>
   <translation>Pangramme: {}</translation>
  </message>
  <message>
   <source>Paper</source>
   <translation>Papier</translation>
  </message>
  <message>
   <source>Papers</source>
   <translation>Aufsätze</translation>
  </message>
  <message>
   <source>Papers, data, libraries: the work of others that Ductus stands on, with their licences.</source>
   <translation>Aufsätze, Daten, Bibliotheken: die Arbeit anderer, auf der Ductus steht, mit ihren Lizenzen.</translation>
  </message>
  <message>
   <source>Paste</source>
   <translation>Einfügen</translation>
  </message>
  <message>
   <source>Pen</source>
   <translation>Stift</translation>
  </message>
  <message>
   <source>Pen and access</source>
   <translation>Stift und Zugang</translation>
  </message>
  <message>
   <source>Pen down at</source>
   <translation>Stift unten bei</translation>
  </message>
  <message>
   <source>Pen is moved by</source>
   <translation>Stift bewegt</translation>
  </message>
  <message>
   <source>Pen settings…</source>
   <translation>Stifteinstellungen …</translation>
  </message>
  <message>
   <source>Pen up at</source>
   <translation>Stift oben bei</translation>
  </message>
  <message>
   <source>Photograph or scan the page again, flat and whole, or say which page it is with --layout.</source>
   <translation>Fotografieren oder scannen Sie die Seite noch einmal, flach und ganz, oder sagen Sie mit --layout, welche es ist.</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Picture opacity</source>
   <translation>Deckkraft des Bildes</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Pictures of characters as IDX files (…-images-idx3-ubyte.gz) with their labels.</source>
   <translation>Bilder von Zeichen als IDX-Dateien (…-images-idx3-ubyte.gz) mit ihren Beschriftungen.</translation>
  </message>
  <message>
   <source>Pictures with an index.csv (file, text, writer), or named like A_001.png.</source>
   <translation>Bilder mit einer index.csv (file, text, writer) oder mit Namen wie A_001.png.</translation>
  </message>
  <message>
   <source>Pinch</source>
   <translation>Zwei Finger spreizen</translation>
  </message>
  <message>
   <source>Pixels of shape {} and kind {} are not a picture.</source>
   <translation>Pixel der Form {} und Art {} sind kein Bild.</translation>
  </message>
  <message>
   <source>Place picture</source>
   <translation>Bild auflegen</translation>
  </message>
  <message>
   <source>Play from the start</source>
   <translation>Von vorn abspielen</translation>
  </message>
  <message>
   <source>Play or pause</source>
   <translation>Abspielen oder anhalten</translation>
  </message>
  <message>
   <source>Pointer</source>
   <translation>Zeiger</translation>
  </message>
  <message>
   <source>Points</source>
   <translation>Punkte</translation>
  </message>
  <message>
   <source>Points with time and pressure in the format of research on handwriting.</source>
   <translation>Punkte mit Zeit und Druck im Format der Handschriftforschung.</translation>
  </message>
  <message>
   <source>Polish</source>
   <translation>Polnisch</translation>
  </message>
  <message>
   <source>Portuguese</source>
   <translation>Portugiesisch</translation>
  </message>
  <message>
   <source>Preferences…</source>
   <translation>Einstellungen …</translation>
  </message>
  <message>
   <source>Pressure</source>
   <translation>Druck</translation>
  </message>
  <message>
   <source>Pressure over a stroke</source>
   <translation>Druck über einen Strich</translation>
  </message>
  <message>
   <source>Print at 100%</source>
   <translation>Mit 100 % drucken</translation>
  </message>
  <message>
   <source>Print the page at true size, or fitted to the sheet.</source>
   <translation>Die Seite in wahrer Größe drucken oder in das Blatt einpassen.</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>Drucken …</translation>
  </message>
  <message>
   <source>Puck</source>
   <translation>Lupenmaus</translation>
  </message>
  <message>
   <source>Punctuation and signs</source>
   <translation>Satzzeichen und Zeichen</translation>
  </message>
  <message>
   <source>Put a copy of what is selected beside it.</source>
   <translation>Eine Kopie des Ausgewählten daneben legen.</translation>
  </message>
  <message>
   <source>Put a model's folder here to use it.</source>
   <translation>Den Ordner eines Modells hier ablegen, um es zu nutzen.</translation>
  </message>
  <message>
   <source>Put recovered strokes on the page</source>
   <translation>Wiedergewonnene Striche auf die Seite legen</translation>
  </message>
  <message>
   <source>Put samples on the page</source>
   <translation>Proben auf die Seite legen</translation>
  </message>
  <message>
   <source>Put the clipboard's ink on the page, or recover the strokes of its picture.</source>
   <translation>Die Tinte der Zwischenablage auf die Seite legen oder die Striche ihres Bildes wiedergewinnen.</translation>
  </message>
  <message>
   <source>PySide6 {} aborts after seconds</source>
   <translation>PySide6 {} bricht nach Sekunden ab</translation>
  </message>
  <message>
   <source>Python</source>
   <translation>Python</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Raises the pen</source>
   <translation>Stift heben</translation>
  </message>
  <message>
   <source>Rate</source>
   <translation>Rate</translation>
  </message>
  <message>
   <source>Read handwriting of other programs and published sets into a dataset, in the background.</source>
   <translation>Handschrift anderer Programme und veröffentlichter Sammlungen in einen Datensatz lesen, im Hintergrund.</translation>
  </message>
  <message>
   <source>Read sheets…</source>
   <translation>Bögen lesen…</translation>
  </message>
  <message>
   <source>Recover</source>
   <translation>Striche</translation>
  </message>
  <message>
   <source>Recover strokes</source>
   <translation>Striche wiedergewinnen</translation>
  </message>
  <message>
   <source>Recovered pictures</source>
   <translation>Wiedergefundene Bilder</translation>
  </message>
  <message>
   <source>Recovered stroke</source>
   <translation>Geretteter Strich</translation>
  </message>
  <message>
   <source>Recovered strokes</source>
   <translation>Wiedergewonnene Striche</translation>
  </message>
  <message>
   <source>Red</source>
   <translation>Rot</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Reduce motion</source>
   <translation>Bewegung verringern</translation>
  </message>
  <message>
   <source>Relabel sample</source>
   <translation>Probe umbenennen</translation>
  </message>
  <message>
   <source>Relabel {:,} samples</source>
   <translation>{:,} Proben umbenennen</translation>
  </message>
  <message>
   <source>Remove point</source>
   <translation>Punkt entfernen</translation>
  </message>
  <message>
   <source>Reorder</source>
   <translation>Umordnen</translation>
  </message>
  <message>
   <source>Restart engine</source>
   <translation>Maschine neu starten</translation>
  </message>
  <message>
   <source>Restore letter</source>
   <translation>Buchstaben ergänzen</translation>
  </message>
  <message>
   <source>Restore what is missing</source>
   <translation>Fehlendes ergänzen</translation>
  </message>
  <message>
   <source>Restored picture</source>
   <translation>Ergänztes Bild</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Reverse</source>
   <translation>Umkehren</translation>
  </message>
  <message>
   <source>Reverse direction</source>
   <translation>Richtung umkehren</translation>
  </message>
  <message>
   <source>Revert to saved</source>
   <translation>Zurück zum Gesicherten</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Rechts</translation>
  </message>
  <message>
   <source>Right hand</source>
   <translation>Rechte Hand</translation>
  </message>
  <message>
   <source>Rotate</source>
   <translation>Drehen</translation>
  </message>
  <message>
   <source>Rotation</source>
   <translation>Drehung</translation>
  </message>
  <message>
   <source>Roundness</source>
   <translation>Rundheit</translation>
  </message>
  <message>
   <source>Rows to practise</source>
   <translation>Zeilen zum Üben</translation>
  </message>
  <message>
   <source>SSIM</source>
   <translation>SSIM</translation>
  </message>
  <message>
   <source>SVG drawing</source>
   <translation>SVG-Zeichnung</translation>
  </message>
  <message>
   <source>SVG drawings</source>
   <translation>SVG-Zeichnungen</translation>
  </message>
  <message>
   <source>Sample letter</source>
   <translation>Musterbuchstabe</translation>
  </message>
  <message>
   <source>Samples</source>
   <translation>Proben</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Sichern</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Sichern unter …</translation>
  </message>
  <message>
   <source>Save it again as PNG or JPEG and try that.</source>
   <translation>Bitte als PNG oder JPEG neu sichern und damit versuchen.</translation>
  </message>
  <message>
   <source>Save the page under another name and go on there.</source>
   <translation>Die Seite unter anderem Namen sichern und dort weitermachen.</translation>
  </message>
  <message>
   <source>Save the page, with everything that can be undone, in its file.</source>
   <translation>Die Seite mit allem, was rückgängig zu machen ist, in ihrer Datei sichern.</translation>
  </message>
  <message>
   <source>Say which commands lower and raise the pen, for example M3 S90 and M5.</source>
   <translation>Nennen Sie die Befehle, die den Stift senken und heben, zum Beispiel M3 S90 und M5.</translation>
  </message>
  <message>
   <source>Scale</source>
   <translation>Größe ändern</translation>
  </message>
  <message>
   <source>Scanned words or lines: the folder of words.txt and the pictures.</source>
   <translation>Gescannte Wörter oder Zeilen: der Ordner mit words.txt und den Bildern.</translation>
  </message>
  <message>
   <source>Scans or photographs of the sheets that Ductus prints, without their ink.</source>
   <translation>Scans oder Fotos der Bögen, die Ductus druckt, ohne ihre Tinte.</translation>
  </message>
  <message>
   <source>Scans or photographs of written sheets become samples with their strokes.</source>
   <translation>Scans oder Fotos beschriebener Bögen werden zu Proben mit ihren Strichen.</translation>
  </message>
  <message>
   <source>Scroll</source>
   <translation>Rollen</translation>
  </message>
  <message>
   <source>Select</source>
   <translation>Auswählen</translation>
  </message>
  <message>
   <source>Select a recovered stroke first, on the page or in the Recover panel.</source>
   <translation>Wählen Sie zuerst einen wiedergewonnenen Strich aus, auf der Seite oder im Bereich „Striche“.</translation>
  </message>
  <message>
   <source>Select all</source>
   <translation>Alles auswählen</translation>
  </message>
  <message>
   <source>Select all ink of the page.</source>
   <translation>Alle Tinte der Seite auswählen.</translation>
  </message>
  <message>
   <source>Select nothing</source>
   <translation>Nichts auswählen</translation>
  </message>
  <message>
   <source>Sepia</source>
   <translation>Sepia</translation>
  </message>
  <message>
   <source>Servo (M280)</source>
   <translation>Servo (M280)</translation>
  </message>
  <message>
   <source>Servo as spindle (M3)</source>
   <translation>Servo als Spindel (M3)</translation>
  </message>
  <message>
   <source>Set DUCTUS_DATA to its folder or name a store with --data.</source>
   <translation>Setzen Sie DUCTUS_DATA auf ihren Ordner oder nennen Sie mit --data einen Speicher.</translation>
  </message>
  <message>
   <source>Shape</source>
   <translation>Form</translation>
  </message>
  <message>
   <source>Sheet lies on its side</source>
   <translation>Blatt liegt quer</translation>
  </message>
  <message>
   <source>Shipped models and the handwriting they learned from</source>
   <translation>Mitgelieferte Modelle und die Handschriften, aus denen sie lernten</translation>
  </message>
  <message>
   <source>Show all ink as large as the window allows.</source>
   <translation>Alle Tinte so groß zeigen, wie das Fenster erlaubt.</translation>
  </message>
  <message>
   <source>Show baseline, x-height and slant.</source>
   <translation>Grundlinie, Mittellänge und Schräge zeigen.</translation>
  </message>
  <message>
   <source>Show it growing stroke by stroke</source>
   <translation>Strich für Strich aufbauen</translation>
  </message>
  <message>
   <source>Show models</source>
   <translation>Modelle zeigen</translation>
  </message>
  <message>
   <source>Show the dataset with those first that a person should look at.</source>
   <translation>Den Datensatz zeigen, zuerst die Proben, die ein Mensch ansehen sollte.</translation>
  </message>
  <message>
   <source>Show the order and direction of each character's strokes; clicking an arrow reverses its stroke.</source>
   <translation>Reihenfolge und Richtung der Striche jedes Zeichens zeigen; ein Klick auf einen Pfeil kehrt seinen Strich um.</translation>
  </message>
  <message>
   <source>Show the page as it was saved last; what was changed since is kept under Open recent.</source>
   <translation>Die Seite zeigen, wie sie zuletzt gesichert wurde; spätere Änderungen bleiben unter Zuletzt geöffnet.</translation>
  </message>
  <message>
   <source>Signs</source>
   <translation>Satzzeichen</translation>
  </message>
  <message>
   <source>Simplify</source>
   <translation>Vereinfachen</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>Übersprungen</translation>
  </message>
  <message>
   <source>Slant</source>
   <translation>Neigung</translation>
  </message>
  <message>
   <source>Slant, size, order of strokes, speed and pressure of a hand, and how sure they are.</source>
   <translation>Neigung, Größe, Reihenfolge der Striche, Tempo und Druck einer Hand, und wie sicher sie sind.</translation>
  </message>
  <message>
   <source>Slowing in curves</source>
   <translation>Bremsen in Bögen</translation>
  </message>
  <message>
   <source>Small letters</source>
   <translation>Kleinbuchstaben</translation>
  </message>
  <message>
   <source>Small letters are missing: write some for the x-height.</source>
   <translation>Kleinbuchstaben fehlen: Schreiben Sie einige für die x-Höhe.</translation>
  </message>
  <message>
   <source>Small to tall letters</source>
   <translation>Kleine zu hohen Buchstaben</translation>
  </message>
  <message>
   <source>Smallest step</source>
   <translation>Kleinster Schritt</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>Glätten</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>Glättung</translation>
  </message>
  <message>
   <source>Some</source>
   <translation>Etwas</translation>
  </message>
  <message>
   <source>Something in Ductus went wrong ({}).</source>
   <translation>In Ductus ging etwas schief ({}).</translation>
  </message>
  <message>
   <source>Something is missing; what helps is written beside it.</source>
   <translation>Etwas fehlt; was hilft, steht daneben.</translation>
  </message>
  <message>
   <source>Something was damaged and is mended from what is sound. {}</source>
   <translation>Etwas war beschädigt und ist aus dem Unversehrten ausgebessert. {}</translation>
  </message>
  <message>
   <source>Spacing and line</source>
   <translation>Abstände und Zeile</translation>
  </message>
  <message>
   <source>Spanish</source>
   <translation>Spanisch</translation>
  </message>
  <message>
   <source>Speed in curves</source>
   <translation>Tempo in Bögen</translation>
  </message>
  <message>
   <source>Speed of the Z axis</source>
   <translation>Tempo der Z-Achse</translation>
  </message>
  <message>
   <source>Speed of the pen</source>
   <translation>Tempo des Stifts</translation>
  </message>
  <message>
   <source>Speed over a stroke</source>
   <translation>Tempo über einen Strich</translation>
  </message>
  <message>
   <source>Speed peaks a stroke</source>
   <translation>Tempospitzen je Strich</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Teilen</translation>
  </message>
  <message>
   <source>Split at corners</source>
   <translation>An Ecken teilen</translation>
  </message>
  <message>
   <source>Split here</source>
   <translation>Hier teilen</translation>
  </message>
  <message>
   <source>Split in the middle</source>
   <translation>In der Mitte teilen</translation>
  </message>
  <message>
   <source>Start again at the end.</source>
   <translation>Am Ende von vorn beginnen.</translation>
  </message>
  <message>
   <source>Start an empty page; the old one is kept, and undo brings it back.</source>
   <translation>Eine leere Seite beginnen; die alte bleibt, und Rückgängig bringt sie wieder.</translation>
  </message>
  <message>
   <source>Start the engine afresh; the page is not touched.</source>
   <translation>Die Maschine frisch starten; die Seite bleibt unberührt.</translation>
  </message>
  <message>
   <source>Stay</source>
   <translation>Bleiben</translation>
  </message>
  <message>
   <source>Stopped at step {} of {}; continue with --resume.</source>
   <translation>Angehalten bei Schritt {} von {}; weiter mit --resume.</translation>
  </message>
  <message>
   <source>Stopped. Nothing was changed.</source>
   <translation>Angehalten. Nichts wurde verändert.</translation>
  </message>
  <message>
   <source>Stopped. {} words were recovered.</source>
   <translation>Angehalten. {} Wörter wurden zurückgewonnen.</translation>
  </message>
  <message>
   <source>Stroke numbers and arrows</source>
   <translation>Strichnummern und Pfeile</translation>
  </message>
  <message>
   <source>Stroke {} of {}</source>
   <translation>Strich {} von {}</translation>
  </message>
  <message>
   <source>Strokes a letter</source>
   <translation>Striche je Buchstabe</translation>
  </message>
  <message>
   <source>Strokes and their order</source>
   <translation>Striche und ihre Reihenfolge</translation>
  </message>
  <message>
   <source>Strokes with their widths and colours, for Xournal++; times are not kept.</source>
   <translation>Striche mit ihren Breiten und Farben, für Xournal++; Zeiten gehen verloren.</translation>
  </message>
  <message>
   <source>Style of a writer…</source>
   <translation>Stil einer Hand…</translation>
  </message>
  <message>
   <source>Summed distance along the best match, shared by the drawn path's points, in sides of the letter's square.</source>
   <translation>Summe der Abstände entlang der besten Zuordnung, geteilt durch die Punkte des gezeichneten Wegs, in Seiten des Buchstabenquadrats.</translation>
  </message>
  <message>
   <source>Suspicious samples first</source>
   <translation>Auffällige Proben zuerst</translation>
  </message>
  <message>
   <source>Swedish</source>
   <translation>Schwedisch</translation>
  </message>
  <message>
   <source>Tablet tester…</source>
   <translation>Tablett-Test …</translation>
  </message>
  <message>
   <source>Take the last step back, also one of an earlier session.</source>
   <translation>Den letzten Schritt zurücknehmen, auch den einer früheren Sitzung.</translation>
  </message>
  <message>
   <source>Take the pen and draw a stroke that the picture has and the list has not.</source>
   <translation>Den Stift nehmen und einen Strich zeichnen, den das Bild hat und die Liste nicht.</translation>
  </message>
  <message>
   <source>Takes trembling out of the shown ink. What the pen recorded stays as it is.</source>
   <translation>Nimmt der gezeigten Tinte das Zittern. Was der Stift aufnahm, bleibt, wie es ist.</translation>
  </message>
  <message>
   <source>Tall letters are missing: write capitals, or letters such as b and l.</source>
   <translation>Hohe Buchstaben fehlen: Schreiben Sie Großbuchstaben oder Buchstaben wie b und l.</translation>
  </message>
  <message>
   <source>The character is damaged: {}; {}.</source>
   <translation>Das Zeichen ist beschädigt: {}; {}.</translation>
  </message>
  <message>
   <source>The client is closed: it starts no more jobs.</source>
   <translation>Die Verbindung ist geschlossen: Sie beginnt keine Arbeit mehr.</translation>
  </message>
  <message>
   <source>The collection in {} has no writer '{}'.</source>
   <translation>In der Sammlung in {} gibt es niemanden mit der Kennung „{}“.</translation>
  </message>
  <message>
   <source>The collection is open elsewhere and still holds this writer; close it and try again.</source>
   <translation>Die Sammlung ist anderswo geöffnet und enthält diese Person noch; schließen Sie sie und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>The device told no pressure.</source>
   <translation>Das Gerät hat keinen Druck gemeldet.</translation>
  </message>
  <message>
   <source>The device told no times: speed and rhythm are not known.</source>
   <translation>Das Gerät hat keine Zeiten gemeldet: Tempo und Rhythmus sind unbekannt.</translation>
  </message>
  <message>
   <source>The disk refused{}: {}.</source>
   <translation>Der Datenträger verweigerte sich{}: {}.</translation>
  </message>
  <message>
   <source>The disk reports an error with {}: {}.</source>
   <translation>Der Datenträger meldet einen Fehler mit {}: {}.</translation>
  </message>
  <message>
   <source>The disk with {} gives back other bytes than were written.</source>
   <translation>Der Datenträger mit {} gibt andere Bytes zurück, als geschrieben wurden.</translation>
  </message>
  <message>
   <source>The disk with {} is full.</source>
   <translation>Der Datenträger mit {} ist voll.</translation>
  </message>
  <message>
   <source>The engine ended {} times while it worked on this, so it does not try again. Your page is safe.</source>
   <translation>Die Maschine endete {}-mal bei dieser Arbeit, darum versucht sie es nicht noch einmal. Die Seite ist sicher.</translation>
  </message>
  <message>
   <source>The engine is a program of its own. Changing it starts it again; your page and work under way go on.</source>
   <translation>Die Maschine ist ein eigenes Programm. Eine Änderung startet sie neu; Seite und laufende Arbeit gehen weiter.</translation>
  </message>
  <message>
   <source>The engine is ready ({}).</source>
   <translation>Die Maschine ist bereit ({}).</translation>
  </message>
  <message>
   <source>The engine is starting.</source>
   <translation>Die Maschine startet.</translation>
  </message>
  <message>
   <source>The engine is starting; what it can use is shown when it is ready.</source>
   <translation>Die Maschine startet; was sie nutzen kann, zeigt sich, wenn sie bereit ist.</translation>
  </message>
  <message>
   <source>The engine now</source>
   <translation>Die Maschine jetzt</translation>
  </message>
  <message>
   <source>The engine {}.</source>
   <translation>Die Maschine {}.</translation>
  </message>
  <message>
   <source>The engine's process cannot be started: {}.</source>
   <translation>Der Prozess der Maschine lässt sich nicht starten: {}.</translation>
  </message>
  <message>
   <source>The file cannot be read.</source>
   <translation>Die Datei ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The file describes itself at greater length than any page needs.</source>
   <translation>Die Datei beschreibt sich länger, als eine Seite es braucht.</translation>
  </message>
  <message>
   <source>The files are of several formats ({}); import one after the other.</source>
   <translation>Die Dateien haben verschiedene Formate ({}); importieren Sie eines nach dem anderen.</translation>
  </message>
  <message>
   <source>The files cannot be read.</source>
   <translation>Die Dateien können nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The folder {} is not there any more.</source>
   <translation>Der Ordner {} ist nicht mehr da.</translation>
  </message>
  <message>
   <source>The image that the model sees of your ink, 32 x 32: X_b</source>
   <translation>Das Bild, als das das Modell die Tinte sieht, 32 x 32: X_b</translation>
  </message>
  <message>
   <source>The ink draws itself anywhere that shows pictures.</source>
   <translation>Die Tinte zeichnet sich selbst, überall wo Bilder gezeigt werden.</translation>
  </message>
  <message>
   <source>The ink draws itself in a web browser, at any size.</source>
   <translation>Die Tinte zeichnet sich im Webbrowser selbst, in jeder Größe.</translation>
  </message>
  <message>
   <source>The ink touches the border: it may be cut off.</source>
   <translation>Die Tinte berührt den Rand: Sie könnte abgeschnitten sein.</translation>
  </message>
  <message>
   <source>The job does not say its '{}'.</source>
   <translation>Der Arbeit fehlt die Angabe „{}“.</translation>
  </message>
  <message>
   <source>The judge '{}' is not among the shipped models; install Ductus again.</source>
   <translation>Der Richter „{}“ ist nicht unter den mitgelieferten Modellen; installieren Sie Ductus neu.</translation>
  </message>
  <message>
   <source>The last session ended in the middle of a stroke. What was drawn of it is here again.</source>
   <translation>Die letzte Sitzung endete mitten in einem Strich. Was davon gezeichnet war, ist wieder da.</translation>
  </message>
  <message>
   <source>The last session ended while the page was being opened. What was drawn then is here again.</source>
   <translation>Die letzte Sitzung endete, während die Seite geöffnet wurde. Was dabei gezeichnet wurde, ist wieder da.</translation>
  </message>
  <message>
   <source>The last session was cut off while saving. The unfinished piece was left out; the rest is here.</source>
   <translation>Die letzte Sitzung wurde beim Sichern abgeschnitten. Das unfertige Stück fehlt; alles andere ist da.</translation>
  </message>
  <message>
   <source>The latent vector holds a value that is not a number.</source>
   <translation>Der latente Vektor enthält einen Wert, der keine Zahl ist.</translation>
  </message>
  <message>
   <source>The latent vector is not a row of numbers.</source>
   <translation>Der latente Vektor ist keine Reihe von Zahlen.</translation>
  </message>
  <message>
   <source>The letter as ink, image and strokes.</source>
   <translation>Der Buchstabe als Tinte, Bild und Striche.</translation>
  </message>
  <message>
   <source>The loss or the weights were no longer numbers at step {}.</source>
   <translation>Bei Schritt {} waren Verlust oder Gewichte keine Zahlen mehr.</translation>
  </message>
  <message>
   <source>The machine's memory ran out. Close other programs, or take a smaller batch.</source>
   <translation>Der Speicher des Rechners ging aus. Andere Programme schließen oder weniger Proben auf einmal nehmen.</translation>
  </message>
  <message>
   <source>The menus</source>
   <translation>Die Menüs</translation>
  </message>
  <message>
   <source>The model '{}' cannot do this: it lacks {}.</source>
   <translation>Das Modell „{}“ kann das nicht: Ihm fehlt {}.</translation>
  </message>
  <message>
   <source>The model gave values that are not numbers; its weights may be damaged.</source>
   <translation>Das Modell gab Werte, die keine Zahlen sind; seine Gewichte sind vielleicht beschädigt.</translation>
  </message>
  <message>
   <source>The model is unsure here, so strokes were traced along the middle of the ink and put in order by rules. Check their order and direction.</source>
   <translation>Das Modell ist sich hier nicht sicher: Striche wurden entlang der Mitte der Tinte nachgezogen und nach Regeln geordnet. Prüfen Sie ihre Reihenfolge und Richtung.</translation>
  </message>
  <message>
   <source>The model reads one letter at a time and draws it as one connected line: where a letter needs several strokes, the line runs through the air between them.</source>
   <translation>Das Modell liest einen Buchstaben auf einmal und zeichnet ihn als eine zusammenhängende Linie: Wo ein Buchstabe mehrere Striche braucht, läuft die Linie dazwischen durch die Luft.</translation>
  </message>
  <message>
   <source>The models on this machine.</source>
   <translation>Die Modelle auf diesem Rechner.</translation>
  </message>
  <message>
   <source>The newest ink is not saved: the disk refused it.</source>
   <translation>Die neueste Tinte ist nicht gesichert: Der Datenträger nahm sie nicht an.</translation>
  </message>
  <message>
   <source>The next or the one before</source>
   <translation>Zum nächsten oder vorigen</translation>
  </message>
  <message>
   <source>The page is saved again.</source>
   <translation>Die Seite ist wieder gesichert.</translation>
  </message>
  <message>
   <source>The page is too large for one file ({} MiB, at most {}).</source>
   <translation>Die Seite ist zu groß für eine Datei ({} MiB, höchstens {}).</translation>
  </message>
  <message>
   <source>The page is too large for one file: clear old ink or begin another page.</source>
   <translation>Die Seite ist zu groß für eine Datei: alte Tinte löschen oder eine neue Seite beginnen.</translation>
  </message>
  <message>
   <source>The page itself is safe there. Export keeps your ink in a file; closing drops it.</source>
   <translation>Die Seite selbst ist dort sicher. Exportieren hält die Tinte in einer Datei fest; Schließen verwirft sie.</translation>
  </message>
  <message>
   <source>The pen was faster than this device can tell: parts of the way are missing.</source>
   <translation>Der Stift war schneller, als dieses Gerät melden kann: Teile des Weges fehlen.</translation>
  </message>
  <message>
   <source>The pen's positions up and down must be numbers.</source>
   <translation>Die Stellungen des Stifts oben und unten müssen Zahlen sein.</translation>
  </message>
  <message>
   <source>The picture</source>
   <translation>Das Bild</translation>
  </message>
  <message>
   <source>The picture as the model sees it, 32 x 32: X_b</source>
   <translation>Das Bild, wie das Modell es sieht, 32 x 32: X_b</translation>
  </message>
  <message>
   <source>The plotter's {} is {}, not {}.</source>
   <translation>Beim Plotter ist {} {}, nicht {}.</translation>
  </message>
  <message>
   <source>The record's parts do not add up.</source>
   <translation>Die Teile des Eintrags passen nicht zusammen.</translation>
  </message>
  <message>
   <source>The rest at the end of a replay is between 0 and 600 seconds.</source>
   <translation>Die Pause am Ende einer Wiedergabe dauert 0 bis 600 Sekunden.</translation>
  </message>
  <message>
   <source>The samples may be given to researchers. They are not published.</source>
   <translation>Die Proben dürfen an Forschende gegeben werden. Veröffentlicht werden sie nicht.</translation>
  </message>
  <message>
   <source>The samples may be published, with the licence below. What is published cannot be called back.</source>
   <translation>Die Proben dürfen veröffentlicht werden, mit der Lizenz darunter. Was veröffentlicht ist, lässt sich nicht zurückholen.</translation>
  </message>
  <message>
   <source>The saved page could not be read. It was put aside as {}; this is a fresh page.</source>
   <translation>Die gesicherte Seite war nicht lesbar. Sie wurde als {} beiseitegelegt; dies ist eine frische Seite.</translation>
  </message>
  <message>
   <source>The speed of a replay must be a number above zero, at most {}.</source>
   <translation>Das Tempo einer Wiedergabe muss eine Zahl über null sein, höchstens {}.</translation>
  </message>
  <message>
   <source>The state to resume from belongs to another model; give the family, preset and sizes it was begun with.</source>
   <translation>Der Stand zum Fortsetzen gehört zu einem anderen Modell; Familie, Vorgabe und Größen wie am Anfang angeben.</translation>
  </message>
  <message>
   <source>The store was made again with {} samples.</source>
   <translation>Der Datensatz wurde neu gebildet, mit {} Proben.</translation>
  </message>
  <message>
   <source>The strokes that made a picture, in order, and everything that mends them.</source>
   <translation>Die Striche, aus denen ein Bild entstand, der Reihe nach, und alles, was sie verbessert.</translation>
  </message>
  <message>
   <source>The system gives no name.</source>
   <translation>Das System nennt keinen Namen.</translation>
  </message>
  <message>
   <source>The table of hands is damaged ({}); install Ductus again.</source>
   <translation>Die Tabelle der Handschriften ist beschädigt ({}); installieren Sie Ductus neu.</translation>
  </message>
  <message>
   <source>The tolerance of curves is between 0 and 10 mm.</source>
   <translation>Die Toleranz der Kurven liegt zwischen 0 und 10 mm.</translation>
  </message>
  <message>
   <source>The wait after a move of the pen is between 0 and 60 seconds.</source>
   <translation>Die Wartezeit nach einer Bewegung des Stifts liegt zwischen 0 und 60 Sekunden.</translation>
  </message>
  <message>
   <source>The width of the line is not known: there are neither pictures nor a pen's width.</source>
   <translation>Die Breite der Linie ist unbekannt: Es gibt weder Bilder noch eine Stiftbreite.</translation>
  </message>
  <message>
   <source>The work could not be done.</source>
   <translation>Die Arbeit war nicht möglich.</translation>
  </message>
  <message>
   <source>The worker process cannot be started: {}.</source>
   <translation>Der Arbeitsprozess lässt sich nicht starten: {}.</translation>
  </message>
  <message>
   <source>The {} processes of this training do not find each other ({}).</source>
   <translation>Die {} Prozesse dieses Trainings finden einander nicht ({}).</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>There are fewer than eight letters: write some more, then there is a style to tell.</source>
   <translation>Es sind weniger als acht Buchstaben: Schreiben Sie noch einige, dann gibt es einen Stil zu zeigen.</translation>
  </message>
  <message>
   <source>There are no sheets on paper '{}'; there are: {}.</source>
   <translation>Bögen auf Papier '{}' gibt es nicht; es gibt: {}.</translation>
  </message>
  <message>
   <source>There are only few different letters: others may tell another slant or speed.</source>
   <translation>Es sind nur wenige verschiedene Buchstaben: Andere können eine andere Neigung oder ein anderes Tempo zeigen.</translation>
  </message>
  <message>
   <source>There are only pictures: order, speed and pressure need ink from a pen.</source>
   <translation>Es gibt nur Bilder: Reihenfolge, Tempo und Druck brauchen Tinte von einem Stift.</translation>
  </message>
  <message>
   <source>There is no CUDA device on this machine that torch can use. Train with --device cpu.</source>
   <translation>Auf diesem Rechner ist kein CUDA-Gerät, das torch nutzen kann. Mit --device cpu trainieren.</translation>
  </message>
  <message>
   <source>There is no ink in the picture: nothing stands out from its background.</source>
   <translation>Im Bild ist keine Tinte: Nichts hebt sich vom Hintergrund ab.</translation>
  </message>
  <message>
   <source>There is no ink to convert yet: draw a character first.</source>
   <translation>Noch keine Tinte zum Wandeln: erst ein Zeichen zeichnen.</translation>
  </message>
  <message>
   <source>There is no ink to export; write something first.</source>
   <translation>Keine Tinte zum Exportieren; erst etwas schreiben.</translation>
  </message>
  <message>
   <source>There is no ink to look at yet: write what is asked for.</source>
   <translation>Es gibt noch keine Tinte zu beurteilen: erst schreiben, wonach gefragt wird.</translation>
  </message>
  <message>
   <source>There is no ink to restore: what is left of a character must be on the page.</source>
   <translation>Keine Tinte zum Ergänzen: Der Rest eines Zeichens muss auf der Seite sein.</translation>
  </message>
  <message>
   <source>There is no ink to write as UNIPEN.</source>
   <translation>Es gibt keine Tinte, die als UNIPEN geschrieben werden könnte.</translation>
  </message>
  <message>
   <source>There is no letter in the picture: it is speckled all over.</source>
   <translation>Im Bild ist kein Buchstabe: Es ist überall gesprenkelt.</translation>
  </message>
  <message>
   <source>There is no model for strokes on this machine: they are traced along the middle of the ink, and put in order by rules. Check their order and direction.</source>
   <translation>Auf diesem Rechner ist kein Modell für Striche: Sie werden entlang der Mitte der Tinte nachgezogen und nach Regeln geordnet. Prüfen Sie ihre Reihenfolge und Richtung.</translation>
  </message>
  <message>
   <source>There is no model named '{}' to start from.</source>
   <translation>Ein Modell namens „{}“ zum Anfangen gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no picture in {}.</source>
   <translation>In {} ist kein Bild.</translation>
  </message>
  <message>
   <source>There is no prompt set called {}.</source>
   <translation>Es gibt keine Vorlage namens {}.</translation>
  </message>
  <message>
   <source>There is no sample in these journals; `ductus import ductus` takes pages and their journals.</source>
   <translation>In diesen Journalen ist keine Probe; Seiten und ihre Journale nimmt `ductus import ductus`.</translation>
  </message>
  <message>
   <source>There is no sample to train on in this part of the data.</source>
   <translation>In diesem Teil der Daten ist keine Probe zum Trainieren.</translation>
  </message>
  <message>
   <source>There is no suite '{}' yet.</source>
   <translation>Die Prüfung „{}“ gibt es noch nicht.</translation>
  </message>
  <message>
   <source>There is no view '{}' of a store.</source>
   <translation>Die Sicht „{}“ auf einen Speicher gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no work called '{}'. There is: {}.</source>
   <translation>Eine Arbeit namens „{}“ gibt es nicht. Es gibt: {}.</translation>
  </message>
  <message>
   <source>There is no {} file in {}.</source>
   <translation>Es gibt keine {}-Datei in {}.</translation>
  </message>
  <message>
   <source>There is not enough memory for that.</source>
   <translation>Dafür reicht der Speicher nicht.</translation>
  </message>
  <message>
   <source>There is nothing to import; name a file or a folder.</source>
   <translation>Es gibt nichts zu importieren; nennen Sie eine Datei oder einen Ordner.</translation>
  </message>
  <message>
   <source>There is nothing to resume in {}; start without --resume.</source>
   <translation>In {} gibt es nichts fortzusetzen; ohne --resume beginnen.</translation>
  </message>
  <message>
   <source>There is nothing to write in this text.</source>
   <translation>In diesem Text gibt es nichts zu schreiben.</translation>
  </message>
  <message>
   <source>There is nothing to write to {}: no sample arrived.</source>
   <translation>Für {} gibt es nichts zu schreiben: Keine Probe kam an.</translation>
  </message>
  <message>
   <source>There is too little room for {}: less than {} MiB are free; free some space.</source>
   <translation>Für {} ist zu wenig Platz: weniger als {} MiB sind frei; schaffen Sie Platz.</translation>
  </message>
  <message>
   <source>Thinner</source>
   <translation>Dünner</translation>
  </message>
  <message>
   <source>This cannot be sent to the engine: {}.</source>
   <translation>Das lässt sich nicht an die Maschine senden: {}.</translation>
  </message>
  <message>
   <source>This code is not that of a collection sheet.</source>
   <translation>Dieser Code ist nicht der eines Sammelbogens.</translation>
  </message>
  <message>
   <source>This ink holds {} points; a character may hold {}.</source>
   <translation>Diese Tinte hat {} Punkte; ein Zeichen darf {} haben.</translation>
  </message>
  <message>
   <source>This ink is larger than a PDF page can be (5 m); choose a size of paper and fit the ink to it.</source>
   <translation>Diese Tinte ist größer, als eine PDF-Seite sein kann (5 m); eine Papiergröße wählen und die Tinte einpassen.</translation>
  </message>
  <message>
   <source>This ink is larger than a kilometre; its points must be in millimetres.</source>
   <translation>Diese Tinte ist größer als ein Kilometer; ihre Punkte müssen in Millimetern angegeben sein.</translation>
  </message>
  <message>
   <source>This ink is larger than ten kilometres; its points must be in millimetres.</source>
   <translation>Diese Tinte ist größer als zehn Kilometer; ihre Punkte müssen in Millimetern sein.</translation>
  </message>
  <message>
   <source>This is a mouse: no pressure, no tilt.</source>
   <translation>Eine Maus: kein Druck, keine Neigung.</translation>
  </message>
  <message>
   <source>This is more than {} pages; make several sheets of it.</source>
   <translation>Das sind mehr als {} Seiten; machen Sie mehrere Bögen daraus.</translation>
  </message>
  <message>
   <source>This is unlike your other samples.</source>
   <translation>Dies ist anders als Ihre anderen Proben.</translation>
  </message>
  <message>
   <source>This reads like “{}”.</source>
   <translation>Dies liest sich wie „{}“.</translation>
  </message>
  <message>
   <source>This sheet has no page {}; it has {}.</source>
   <translation>Dieser Bogen hat keine Seite {}; er hat {}.</translation>
  </message>
  <message>
   <source>This sheet was made by a newer Ductus; please update.</source>
   <translation>Dieser Bogen stammt von einem neueren Ductus; bitte aktualisieren Sie.</translation>
  </message>
  <message>
   <source>This sheet's code is damaged; scan the page again, or say which sheet it is.</source>
   <translation>Der Code dieses Bogens ist beschädigt; scannen Sie die Seite noch einmal, oder sagen Sie, welcher Bogen es ist.</translation>
  </message>
  <message>
   <source>This writer has no samples to export.</source>
   <translation>Von dieser Person gibt es keine Proben zum Exportieren.</translation>
  </message>
  <message>
   <source>Threads for answers</source>
   <translation>Threads für Antworten</translation>
  </message>
  <message>
   <source>Threads for training</source>
   <translation>Threads fürs Training</translation>
  </message>
  <message>
   <source>Tilt</source>
   <translation>Neigung</translation>
  </message>
  <message>
   <source>Time a letter</source>
   <translation>Zeit je Buchstabe</translation>
  </message>
  <message>
   <source>Time in the air</source>
   <translation>Zeit in der Luft</translation>
  </message>
  <message>
   <source>Time of a lift</source>
   <translation>Zeit eines Absetzens</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>Zeitleiste</translation>
  </message>
  <message>
   <source>Times</source>
   <translation>Zeiten</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>To the start or the end</source>
   <translation>Zum Anfang oder zum Ende</translation>
  </message>
  <message>
   <source>Took the picture off the page.</source>
   <translation>Das Bild von der Seite genommen.</translation>
  </message>
  <message>
   <source>Took {} pictures off the page.</source>
   <translation>{} Bilder von der Seite genommen.</translation>
  </message>
  <message>
   <source>Took {} strokes and pictures off the page.</source>
   <translation>{} Striche und Bilder von der Seite genommen.</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Top left, y down</source>
   <translation>Oben links, y nach unten</translation>
  </message>
  <message>
   <source>Trained on</source>
   <translation>Gelernt aus</translation>
  </message>
  <message>
   <source>Training steps</source>
   <translation>Trainingsschritte</translation>
  </message>
  <message>
   <source>Training's figures</source>
   <translation>Werte des Trainings</translation>
  </message>
  <message>
   <source>Travel speed</source>
   <translation>Tempo in der Luft</translation>
  </message>
  <message>
   <source>Tremor</source>
   <translation>Zittern</translation>
  </message>
  <message>
   <source>Tremor filter</source>
   <translation>Zitterfilter</translation>
  </message>
  <message>
   <source>Turkish</source>
   <translation>Türkisch</translation>
  </message>
  <message>
   <source>Turning</source>
   <translation>Drehung</translation>
  </message>
  <message>
   <source>Two fingers always zoom and move the page.</source>
   <translation>Zwei Finger zoomen und verschieben die Seite immer.</translation>
  </message>
  <message>
   <source>Type a part of its name.</source>
   <translation>Einen Teil des Namens tippen.</translation>
  </message>
  <message>
   <source>UJIpenchars2</source>
   <translation>UJIpenchars2</translation>
  </message>
  <message>
   <source>UNIPEN</source>
   <translation>UNIPEN</translation>
  </message>
  <message>
   <source>UNIPEN has no category '{}'; it has {}.</source>
   <translation>UNIPEN hat keine Kategorie „{}“; es hat {}.</translation>
  </message>
  <message>
   <source>US Letter</source>
   <translation>US Letter</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Universal Ink Model</source>
   <translation>Universal Ink Model</translation>
  </message>
  <message>
   <source>Untitled</source>
   <translation>Ohne Namen</translation>
  </message>
  <message>
   <source>Use the whole screen; the same key comes back.</source>
   <translation>Den ganzen Bildschirm nutzen; dieselbe Taste führt zurück.</translation>
  </message>
  <message>
   <source>Version and licence.</source>
   <translation>Version und Lizenz.</translation>
  </message>
  <message>
   <source>Wait for the pen</source>
   <translation>Warten auf den Stift</translation>
  </message>
  <message>
   <source>Walk through the characters with the Select tool</source>
   <translation>Mit dem Auswahlwerkzeug von Zeichen zu Zeichen</translation>
  </message>
  <message>
   <source>What a pen plotter draws, stroke by stroke. Pink: its way with the pen up.</source>
   <translation>Was ein Stiftplotter zeichnet, Strich für Strich. Rosa: sein Weg mit gehobenem Stift.</translation>
  </message>
  <message>
   <source>What it had saved before is kept.</source>
   <translation>Was vorher gesichert war, bleibt.</translation>
  </message>
  <message>
   <source>What this machine has, what is missing, and what helps.</source>
   <translation>Was dieser Rechner hat, was fehlt und was hilft.</translation>
  </message>
  <message>
   <source>What to try in the first five minutes.</source>
   <translation>Was man in den ersten fünf Minuten ausprobiert.</translation>
  </message>
  <message>
   <source>What you drew here is not saved: this is a copy of a page that another Ductus has open.</source>
   <translation>Was hier gezeichnet wurde, ist nicht gesichert: Dies ist die Kopie einer Seite, die ein anderes Ductus offen hat.</translation>
  </message>
  <message>
   <source>What your pen really sends: pressure, tilt, rate, gaps. It can be recorded and replayed.</source>
   <translation>Was der Stift wirklich sendet: Druck, Neigung, Rate, Abstände. Es lässt sich aufnehmen und wiedergeben.</translation>
  </message>
  <message>
   <source>Wheel</source>
   <translation>Mausrad</translation>
  </message>
  <message>
   <source>Where the export dialog opens.</source>
   <translation>Wo sich der Exportdialog öffnet.</translation>
  </message>
  <message>
   <source>Where your letters are converted. Automatic is the CPU: for models of this size it answers soonest.</source>
   <translation>Wo die Buchstaben gewandelt werden. Automatisch ist die CPU: Bei Modellen dieser Größe antwortet sie am schnellsten.</translation>
  </message>
  <message>
   <source>Where your own models are looked for. On the command line, DUCTUS_MODELS names it.</source>
   <translation>Wo eigene Modelle gesucht werden. Auf der Befehlszeile nennt ihn DUCTUS_MODELS.</translation>
  </message>
  <message>
   <source>White</source>
   <translation>Weiß</translation>
  </message>
  <message>
   <source>Whose hands are collected: names, consent, export, erasing</source>
   <translation>Wessen Handschriften gesammelt werden: Namen, Einwilligung, Export, Entfernen</translation>
  </message>
  <message>
   <source>Wider</source>
   <translation>Breiter</translation>
  </message>
  <message>
   <source>Width of the line</source>
   <translation>Breite der Linie</translation>
  </message>
  <message>
   <source>Width of the sheet</source>
   <translation>Breite des Blatts</translation>
  </message>
  <message>
   <source>Width to height</source>
   <translation>Breite zu Höhe</translation>
  </message>
  <message>
   <source>Width, colour and pressure of the pen, smoothing and the tremor filter.</source>
   <translation>Breite, Farbe und Druck des Stifts, Glättung und Zitterfilter.</translation>
  </message>
  <message>
   <source>With little travel</source>
   <translation>Mit kurzen Wegen</translation>
  </message>
  <message>
   <source>With the pen's width</source>
   <translation>Mit der Breite des Stifts</translation>
  </message>
  <message>
   <source>Words are missing: write some for spacing and the line.</source>
   <translation>Wörter fehlen: Schreiben Sie einige für Abstände und die Zeile.</translation>
  </message>
  <message>
   <source>Words: {}</source>
   <translation>Wörter: {}</translation>
  </message>
  <message>
   <source>Write</source>
   <translation>Schreiben</translation>
  </message>
  <message>
   <source>Write a sample letter</source>
   <translation>Musterbuchstaben schreiben</translation>
  </message>
  <message>
   <source>Write each sign once in its box, with a dark pen. Leave a box empty to skip it.</source>
   <translation>Schreiben Sie jedes Zeichen einmal in sein Feld, mit dunklem Stift. Ein leeres Feld wird übergangen.</translation>
  </message>
  <message>
   <source>Write here: {}</source>
   <translation>Hier schreiben: {}</translation>
  </message>
  <message>
   <source>Write on the page.</source>
   <translation>Auf die Seite schreiben.</translation>
  </message>
  <message>
   <source>Write the ink as a picture, SVG, PDF, InkML, a replay (GIF, animated SVG) or G-code for a plotter.</source>
   <translation>Die Tinte als Bild, SVG, PDF, InkML, Wiedergabe (GIF, animiertes SVG) oder G-Code für einen Plotter schreiben.</translation>
  </message>
  <message>
   <source>Write these letters together</source>
   <translation>Diese Buchstaben zusammen schreiben</translation>
  </message>
  <message>
   <source>Write this capital letter</source>
   <translation>Diesen Großbuchstaben schreiben</translation>
  </message>
  <message>
   <source>Write this digit</source>
   <translation>Diese Ziffer schreiben</translation>
  </message>
  <message>
   <source>Write this line</source>
   <translation>Diese Zeile schreiben</translation>
  </message>
  <message>
   <source>Write this sign</source>
   <translation>Dieses Zeichen schreiben</translation>
  </message>
  <message>
   <source>Write this small letter</source>
   <translation>Diesen Kleinbuchstaben schreiben</translation>
  </message>
  <message>
   <source>Write this word</source>
   <translation>Dieses Wort schreiben</translation>
  </message>
  <message>
   <source>Writers</source>
   <translation>Schreiber</translation>
  </message>
  <message>
   <source>Writers…</source>
   <translation>Schreibende…</translation>
  </message>
  <message>
   <source>Written the usual way</source>
   <translation>Übliche Schreibweise</translation>
  </message>
  <message>
   <source>X0 Y0 at</source>
   <translation>X0 Y0 liegt</translation>
  </message>
  <message>
   <source>Xournal++</source>
   <translation>Xournal++</translation>
  </message>
  <message>
   <source>Xournal++ note</source>
   <translation>Xournal++-Notiz</translation>
  </message>
  <message>
   <source>You can go on; if it happens again, restart Ductus and send us the details.</source>
   <translation>Es kann weitergehen; geschieht es wieder, Ductus neu starten und uns die Einzelheiten senden.</translation>
  </message>
  <message>
   <source>Your collection is whole: every checksum is right.</source>
   <translation>Ihre Sammlung ist heil: Jede Prüfsumme stimmt.</translation>
  </message>
  <message>
   <source>Your handwriting, sample by sample.</source>
   <translation>Ihre Handschrift, Probe um Probe.</translation>
  </message>
  <message>
   <source>Your own text</source>
   <translation>Eigener Text</translation>
  </message>
  <message>
   <source>Your page is safe.</source>
   <translation>Die Seite ist sicher.</translation>
  </message>
  <message>
   <source>Z axis</source>
   <translation>Z-Achse</translation>
  </message>
  <message>
   <source>Zoom at the pointer</source>
   <translation>Am Zeiger zoomen</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>Vergrößern</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>Verkleinern</translation>
  </message>
  <message>
   <source>a guess</source>
   <translation>geraten</translation>
  </message>
  <message>
   <source>a little</source>
   <translation>etwas</translation>
  </message>
  <message>
   <source>all {}, Ductus {}</source>
   <translation>alle {}, Ductus {}</translation>
  </message>
  <message>
   <source>alone</source>
   <translation>allein</translation>
  </message>
  <message>
   <source>always draws</source>
   <translation>zeichnet immer</translation>
  </message>
  <message>
   <source>an NVIDIA driver is here, but this torch is built for the CPU</source>
   <translation>ein NVIDIA-Treiber ist da, aber dieses torch ist für die CPU gebaut</translation>
  </message>
  <message>
   <source>and {:,} more</source>
   <translation>und {:,} weitere</translation>
  </message>
  <message>
   <source>as near as hands usually come</source>
   <translation>so nah, wie Hände sich gewöhnlich kommen</translation>
  </message>
  <message>
   <source>as recorded</source>
   <translation>wie aufgenommen</translation>
  </message>
  <message>
   <source>at most {:.3f}</source>
   <translation>höchstens {:.3f}</translation>
  </message>
  <message>
   <source>at the beginning</source>
   <translation>am Anfang</translation>
  </message>
  <message>
   <source>at the end</source>
   <translation>am Ende</translation>
  </message>
  <message>
   <source>bend, radians a letter</source>
   <translation>Krümmung, Bogenmaß je Buchstabe</translation>
  </message>
  <message>
   <source>blurred</source>
   <translation>unscharf</translation>
  </message>
  <message>
   <source>by hand</source>
   <translation>von Hand</translation>
  </message>
  <message>
   <source>check the driver with nvidia-smi</source>
   <translation>den Treiber mit nvidia-smi prüfen</translation>
  </message>
  <message>
   <source>clearly</source>
   <translation>deutlich</translation>
  </message>
  <message>
   <source>connect one and start again; a mouse works too, without pressure</source>
   <translation>eines anschließen und neu starten; eine Maus geht auch, ohne Druck</translation>
  </message>
  <message>
   <source>could be better</source>
   <translation>ginge besser</translation>
  </message>
  <message>
   <source>crossed out</source>
   <translation>durchgestrichen</translation>
  </message>
  <message>
   <source>cuda</source>
   <translation>cuda</translation>
  </message>
  <message>
   <source>cut off at the border</source>
   <translation>am Rand abgeschnitten</translation>
  </message>
  <message>
   <source>data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <source>degrees, to the right positive</source>
   <translation>Grad, nach rechts positiv</translation>
  </message>
  <message>
   <source>display</source>
   <translation>Anzeige</translation>
  </message>
  <message>
   <source>done</source>
   <translation>fertig</translation>
  </message>
  <message>
   <source>draws until a pen is seen</source>
   <translation>zeichnet, bis ein Stift kommt</translation>
  </message>
  <message>
   <source>ductus</source>
   <translation>ductus</translation>
  </message>
  <message>
   <source>ductus models list says why</source>
   <translation>ductus models list sagt, warum</translation>
  </message>
  <message>
   <source>empty</source>
   <translation>leer</translation>
  </message>
  <message>
   <source>enlarged, it was only {:.2g} mm large</source>
   <translation>vergrößert, es war nur {:.2g} mm groß</translation>
  </message>
  <message>
   <source>error</source>
   <translation>error</translation>
  </message>
  <message>
   <source>faint</source>
   <translation>blass</translation>
  </message>
  <message>
   <source>fair</source>
   <translation>brauchbar</translation>
  </message>
  <message>
   <source>fairly sure</source>
   <translation>recht sicher</translation>
  </message>
  <message>
   <source>far</source>
   <translation>weit</translation>
  </message>
  <message>
   <source>few points</source>
   <translation>wenige Punkte</translation>
  </message>
  <message>
   <source>fine</source>
   <translation>gut</translation>
  </message>
  <message>
   <source>first side button or right</source>
   <translation>erste Seitentaste oder rechts</translation>
  </message>
  <message>
   <source>frame not seen</source>
   <translation>Rahmen nicht gesehen</translation>
  </message>
  <message>
   <source>free some space: a collection and its models need about 1 GiB</source>
   <translation>Platz schaffen: eine Sammlung und ihre Modelle brauchen etwa 1 GiB</translation>
  </message>
  <message>
   <source>from latent space</source>
   <translation>aus dem latenten Raum</translation>
  </message>
  <message>
   <source>from {:.2f} to {:.2f}</source>
   <translation>von {:.2f} bis {:.2f}</translation>
  </message>
  <message>
   <source>good</source>
   <translation>gut</translation>
  </message>
  <message>
   <source>gpus</source>
   <translation>gpus</translation>
  </message>
  <message>
   <source>image to strokes</source>
   <translation>Bild zu Strichen</translation>
  </message>
  <message>
   <source>in the middle</source>
   <translation>in der Mitte</translation>
  </message>
  <message>
   <source>install Python 3.11 or newer</source>
   <translation>Python 3.11 oder neuer installieren</translation>
  </message>
  <message>
   <source>install a CUDA build of torch (pip install torch, without the CPU index) to train on it</source>
   <translation>torch für CUDA installieren (pip install torch, ohne den CPU-Index), um darauf zu trainieren</translation>
  </message>
  <message>
   <source>install the system libraries: apt install {}</source>
   <translation>die Systembibliotheken installieren: apt install {}</translation>
  </message>
  <message>
   <source>kept</source>
   <translation>behalten</translation>
  </message>
  <message>
   <source>log in to a desktop, or set DISPLAY; without it only `ductus tour` and the command line work</source>
   <translation>an einer Arbeitsfläche anmelden oder DISPLAY setzen; sonst gehen nur `ductus tour` und die Befehlszeile</translation>
  </message>
  <message>
   <source>made smaller, it was {:.0f} mm large</source>
   <translation>verkleinert, es war {:.0f} mm groß</translation>
  </message>
  <message>
   <source>make {} writable, or set DUCTUS_HOME to a folder that is</source>
   <translation>{} beschreibbar machen oder DUCTUS_HOME auf einen beschreibbaren Ordner setzen</translation>
  </message>
  <message>
   <source>missing</source>
   <translation>fehlt</translation>
  </message>
  <message>
   <source>mix styles</source>
   <translation>Stile mischen</translation>
  </message>
  <message>
   <source>mm</source>
   <translation>mm</translation>
  </message>
  <message>
   <source>mm/min</source>
   <translation>mm/min</translation>
  </message>
  <message>
   <source>mm/s</source>
   <translation>mm/s</translation>
  </message>
  <message>
   <source>models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>most between {:.2f} and {:.2f}</source>
   <translation>die meisten zwischen {:.2f} und {:.2f}</translation>
  </message>
  <message>
   <source>moved onto the page</source>
   <translation>auf die Seite geholt</translation>
  </message>
  <message>
   <source>moves the page</source>
   <translation>verschiebt die Seite</translation>
  </message>
  <message>
   <source>never</source>
   <translation>nie</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>ohne Text</translation>
  </message>
  <message>
   <source>no screen</source>
   <translation>kein Bildschirm</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keiner</translation>
  </message>
  <message>
   <source>none (neither DISPLAY nor WAYLAND_DISPLAY is set)</source>
   <translation>keine (weder DISPLAY noch WAYLAND_DISPLAY ist gesetzt)</translation>
  </message>
  <message>
   <source>none (only tests and suites use it; set DUCTUS_DATA to name it)</source>
   <translation>keine (nur Tests und Prüfungen nutzen sie; DUCTUS_DATA nennt sie)</translation>
  </message>
  <message>
   <source>none held</source>
   <translation>keine gedrückt</translation>
  </message>
  <message>
   <source>none seen</source>
   <translation>keines gesehen</translation>
  </message>
  <message>
   <source>none; the CPU does everything, training takes longer</source>
   <translation>keine; die CPU macht alles, Training dauert länger</translation>
  </message>
  <message>
   <source>not in the picture</source>
   <translation>nicht im Bild</translation>
  </message>
  <message>
   <source>not installed (run from its folder)</source>
   <translation>nicht installiert (läuft aus seinem Ordner)</translation>
  </message>
  <message>
   <source>not stated</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <source>not told</source>
   <translation>nicht gemeldet</translation>
  </message>
  <message>
   <source>not told apart</source>
   <translation>gleich</translation>
  </message>
  <message>
   <source>not very near</source>
   <translation>nicht sehr nah</translation>
  </message>
  <message>
   <source>note</source>
   <translation>note</translation>
  </message>
  <message>
   <source>off</source>
   <translation>aus</translation>
  </message>
  <message>
   <source>offscreen</source>
   <translation>offscreen</translation>
  </message>
  <message>
   <source>packages</source>
   <translation>Pakete</translation>
  </message>
  <message>
   <source>packaging/run installs it; drawing and export work without</source>
   <translation>packaging/run installiert es; Zeichnen und Exportieren gehen ohne</translation>
  </message>
  <message>
   <source>pen lifts</source>
   <translation>Absetzen des Stifts</translation>
  </message>
  <message>
   <source>pip install 'PySide6-Essentials&lt;6.12'</source>
   <translation>pip install 'PySide6-Essentials&lt;6.12'</translation>
  </message>
  <message>
   <source>pip install {}</source>
   <translation>pip install {}</translation>
  </message>
  <message>
   <source>platform</source>
   <translation>platform</translation>
  </message>
  <message>
   <source>read letters</source>
   <translation>Buchstaben lesen</translation>
  </message>
  <message>
   <source>reads as something else</source>
   <translation>liest sich als etwas anderes</translation>
  </message>
  <message>
   <source>real data</source>
   <translation>echte Daten</translation>
  </message>
  <message>
   <source>recognise a hand</source>
   <translation>eine Hand erkennen</translation>
  </message>
  <message>
   <source>recover strokes</source>
   <translation>Striche wiedergewinnen</translation>
  </message>
  <message>
   <source>rough</source>
   <translation>grob</translation>
  </message>
  <message>
   <source>screens</source>
   <translation>screens</translation>
  </message>
  <message>
   <source>second side button or middle</source>
   <translation>zweite Seitentaste oder Mitte</translation>
  </message>
  <message>
   <source>seconds</source>
   <translation>Sekunden</translation>
  </message>
  <message>
   <source>see the message; packaging/run sets up</source>
   <translation>siehe die Meldung; packaging/run richtet ein</translation>
  </message>
  <message>
   <source>share of a stroke's time, %</source>
   <translation>Anteil der Zeit eines Strichs, %</translation>
  </message>
  <message>
   <source>share of letters, %</source>
   <translation>Anteil der Buchstaben, %</translation>
  </message>
  <message>
   <source>shipped</source>
   <translation>mitgeliefert</translation>
  </message>
  <message>
   <source>strokes to image</source>
   <translation>Striche zu Bild</translation>
  </message>
  <message>
   <source>such as {}</source>
   <translation>etwa {}</translation>
  </message>
  <message>
   <source>sure</source>
   <translation>sicher</translation>
  </message>
  <message>
   <source>tablet</source>
   <translation>Tablett</translation>
  </message>
  <message>
   <source>tablets</source>
   <translation>tablets</translation>
  </message>
  <message>
   <source>the picture holds no pixels that could be kept</source>
   <translation>das Bild enthält keine Pixel, die sich aufheben lassen</translation>
  </message>
  <message>
   <source>the picture is damaged</source>
   <translation>das Bild ist beschädigt</translation>
  </message>
  <message>
   <source>the picture, as seen</source>
   <translation>das Bild, wie gesehen</translation>
  </message>
  <message>
   <source>the shipped models are gone: install Ductus again</source>
   <translation>die mitgelieferten Modelle sind fort: Ductus neu installieren</translation>
  </message>
  <message>
   <source>the system's own</source>
   <translation>die des Systems</translation>
  </message>
  <message>
   <source>threads</source>
   <translation>Threads</translation>
  </message>
  <message>
   <source>tip or left</source>
   <translation>Spitze oder links</translation>
  </message>
  <message>
   <source>to latent space</source>
   <translation>in den latenten Raum</translation>
  </message>
  <message>
   <source>today {}</source>
   <translation>heute {}</translation>
  </message>
  <message>
   <source>told</source>
   <translation>gemeldet</translation>
  </message>
  <message>
   <source>too dark</source>
   <translation>zu dunkel</translation>
  </message>
  <message>
   <source>too fast for the device</source>
   <translation>zu schnell für das Gerät</translation>
  </message>
  <message>
   <source>too few pixels</source>
   <translation>zu wenige Pixel</translation>
  </message>
  <message>
   <source>too few to tell a style</source>
   <translation>zu wenige für einen Stil</translation>
  </message>
  <message>
   <source>torch</source>
   <translation>torch</translation>
  </message>
  <message>
   <source>torch is built for CUDA but sees no device</source>
   <translation>torch ist für CUDA gebaut, sieht aber kein Gerät</translation>
  </message>
  <message>
   <source>touches the frame</source>
   <translation>berührt den Rahmen</translation>
  </message>
  <message>
   <source>unknown writer</source>
   <translation>unbekannte Person</translation>
  </message>
  <message>
   <source>unlike any of them</source>
   <translation>keiner von ihnen ähnlich</translation>
  </message>
  <message>
   <source>unlike the others of this hand</source>
   <translation>anders als die übrigen dieser Hand</translation>
  </message>
  <message>
   <source>version</source>
   <translation>version</translation>
  </message>
  <message>
   <source>weak: check it</source>
   <translation>schwach: bitte prüfen</translation>
  </message>
  <message>
   <source>where the last file went</source>
   <translation>wohin die letzte Datei ging</translation>
  </message>
  <message>
   <source>width over height</source>
   <translation>Breite durch Höhe</translation>
  </message>
  <message>
   <source>with a pen, a finger or the mouse</source>
   <translation>mit Stift, Finger oder Maus</translation>
  </message>
  <message>
   <source>with your pen; a mouse works too</source>
   <translation>mit dem Stift; eine Maus geht auch</translation>
  </message>
  <message>
   <source>without {}</source>
   <translation>ohne {}</translation>
  </message>
  <message>
   <source>word {}</source>
   <translation>Wort {}</translation>
  </message>
  <message>
   <source>writable</source>
   <translation>beschreibbar</translation>
  </message>
  <message>
   <source>write a letter</source>
   <translation>einen Buchstaben schreiben</translation>
  </message>
  <message>
   <source>write text</source>
   <translation>Text schreiben</translation>
  </message>
  <message>
   <source>x {:.0f}°, y {:.0f}°</source>
   <translation>x {:.0f}°, y {:.0f}°</translation>
  </message>
  <message>
   <source>yesterday</source>
   <translation>gestern</translation>
  </message>
  <message>
   <source>your ink, rendered</source>
   <translation>eigene Tinte, gerastert</translation>
  </message>
  <message>
   <source>your own</source>
   <translation>eigene</translation>
  </message>
  <message>
   <source>{:+.1f}, {:+.1f} mm</source>
   <translation>{:+.1f}, {:+.1f} mm</translation>
  </message>
  <message>
   <source>{:,} files</source>
   <translation>{:,} Dateien</translation>
  </message>
  <message>
   <source>{:,} letters, {} different: {}</source>
   <translation>{:,} Buchstaben, {} verschiedene: {}</translation>
  </message>
  <message>
   <source>{:,} samples</source>
   <translation>{:,} Proben</translation>
  </message>
  <message>
   <source>{:,} skipped</source>
   <translation>{:,} ausgelassen</translation>
  </message>
  <message>
   <source>{:,} strokes</source>
   <translation>{:,} Striche</translation>
  </message>
  <message>
   <source>{:,} writers</source>
   <translation>{:,} Schreibende</translation>
  </message>
  <message>
   <source>{:,}; strokes: {:,}</source>
   <translation>{:,}; Striche: {:,}</translation>
  </message>
  <message>
   <source>{:.0f} Hz (median interval {:.1f} ms)</source>
   <translation>{:.0f} Hz (mittlerer Abstand {:.1f} ms)</translation>
  </message>
  <message>
   <source>{:.1f} dB</source>
   <translation>{:.1f} dB</translation>
  </message>
  <message>
   <source>{:.1f} s</source>
   <translation>{:.1f} s</translation>
  </message>
  <message>
   <source>{:.1f}°</source>
   <translation>{:.1f}°</translation>
  </message>
  <message>
   <source>{:.2f} of 1</source>
   <translation>{:.2f} von 1</translation>
  </message>
  <message>
   <source>{:.3f} of a side</source>
   <translation>{:.3f} einer Seite</translation>
  </message>
  <message>
   <source>{:.3f} px</source>
   <translation>{:.3f} px</translation>
  </message>
  <message>
   <source>{:g} s</source>
   <translation>{:g} s</translation>
  </message>
  <message>
   <source>{} ({}, {} GiB free)</source>
   <translation>{} ({}, {} GiB frei)</translation>
  </message>
  <message>
   <source>{} It is started again; your page is safe.</source>
   <translation>{} Sie wird neu gestartet; die Seite ist sicher.</translation>
  </message>
  <message>
   <source>{} It stays off until you restart it; drawing, saving and exporting go on without it.</source>
   <translation>{} Sie bleibt aus, bis sie neu gestartet wird; Zeichnen, Sichern und Exportieren gehen ohne sie weiter.</translation>
  </message>
  <message>
   <source>{} Make it smaller and try again.</source>
   <translation>{} Bitte verkleinern und noch einmal versuchen.</translation>
  </message>
  <message>
   <source>{} Nothing was saved yet; begin again with a lower learning rate (--set lr=...).</source>
   <translation>{} Noch nichts ist gesichert; mit kleinerer Lernrate neu beginnen (--set lr=...).</translation>
  </message>
  <message>
   <source>{} The last good state is kept; continue with a lower learning rate (--resume --set lr=...).</source>
   <translation>{} Der letzte gute Stand bleibt; mit kleinerer Lernrate fortsetzen (--resume --set lr=...).</translation>
  </message>
  <message>
   <source>{} The page is not saved now; it lives on in memory and Ductus keeps trying.</source>
   <translation>{} Die Seite ist gerade nicht gesichert; sie lebt im Arbeitsspeicher weiter, und Ductus versucht es weiter.</translation>
  </message>
  <message>
   <source>{} and drag</source>
   <translation>{} und ziehen</translation>
  </message>
  <message>
   <source>{} and wheel</source>
   <translation>{} und Mausrad</translation>
  </message>
  <message>
   <source>{} at the same time as another</source>
   <translation>{} zur selben Zeit wie ein anderes</translation>
  </message>
  <message>
   <source>{} breaks off: it holds {} of {} pixels; {}.</source>
   <translation>{} bricht ab: die Datei enthält {} von {} Pixeln; {}.</translation>
  </message>
  <message>
   <source>{} bytes of the collection's journal were damaged and are left out. The old file is kept as {}.</source>
   <translation>{} Bytes im Journal der Sammlung waren beschädigt und wurden ausgelassen. Die alte Datei bleibt als {} erhalten.</translation>
  </message>
  <message>
   <source>{} bytes of the saved page were damaged and are left out. The old file is kept as {}.</source>
   <translation>{} Bytes der gesicherten Seite waren beschädigt und fehlen. Die alte Datei bleibt als {}.</translation>
  </message>
  <message>
   <source>{} cannot be read</source>
   <translation>{} kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>{} cannot be read or moved aside: {}.</source>
   <translation>{} lässt sich weder lesen noch beiseitelegen: {}.</translation>
  </message>
  <message>
   <source>{} cannot be read: {}.</source>
   <translation>{} ist nicht lesbar: {}.</translation>
  </message>
  <message>
   <source>{} cannot be read: {}; repair or remove it.</source>
   <translation>{} ist nicht lesbar: {}; reparieren oder entfernen.</translation>
  </message>
  <message>
   <source>{} cannot be read; what was collected before is there.</source>
   <translation>{} ist nicht lesbar; was früher gesammelt wurde, ist da.</translation>
  </message>
  <message>
   <source>{} cannot be resumed from: it is damaged or no training state ({}).</source>
   <translation>Aus {} lässt sich nicht fortsetzen: beschädigt oder kein Trainingsstand ({}).</translation>
  </message>
  <message>
   <source>{} cannot be shown: it is damaged.</source>
   <translation>{} kann nicht gezeigt werden: Die Datei ist beschädigt.</translation>
  </message>
  <message>
   <source>{} cannot be used: {} Remove or repair that stroke.</source>
   <translation>{} ist nicht nutzbar: {} Diesen Strich entfernen oder reparieren.</translation>
  </message>
  <message>
   <source>{} cannot be written: {}.</source>
   <translation>{} lässt sich nicht schreiben: {}.</translation>
  </message>
  <message>
   <source>{} could not be read. It was put aside as {}; the rest is here.</source>
   <translation>{} war nicht lesbar und wurde als {} beiseitegelegt; alles Übrige ist da.</translation>
  </message>
  <message>
   <source>{} defines XML entities, which Ductus does not open because they can be used for attacks; save it again as plain {} from the program it came from.</source>
   <translation>{} definiert XML-Entitäten; Ductus öffnet sie nicht, weil sie Angriffen dienen können. Im Ursprungsprogramm neu als einfaches {} sichern.</translation>
  </message>
  <message>
   <source>{} did not read back as it was written; the disk may be failing. Nothing was changed.</source>
   <translation>{} ließ sich nicht so zurücklesen, wie es geschrieben wurde; vielleicht versagt der Datenträger. Nichts wurde verändert.</translation>
  </message>
  <message>
   <source>{} does not end like an ink file that Ductus reads ({}).</source>
   <translation>{} endet nicht wie eine Tintendatei, die Ductus liest ({}).</translation>
  </message>
  <message>
   <source>{} does not end like something that Ductus writes; use {}.</source>
   <translation>{} endet nicht wie etwas, das Ductus schreibt; bitte {} nehmen.</translation>
  </message>
  <message>
   <source>{} does not exist or is no file.</source>
   <translation>{} gibt es nicht, oder es ist keine Datei.</translation>
  </message>
  <message>
   <source>{} does not exist. Name a UNIPEN release: its folder or its .tar.xz.</source>
   <translation>{} gibt es nicht. Eine UNIPEN-Ausgabe nennen: ihren Ordner oder ihr .tar.xz.</translation>
  </message>
  <message>
   <source>{} does not exist; check the name.</source>
   <translation>{} gibt es nicht; bitte den Namen prüfen.</translation>
  </message>
  <message>
   <source>{} does not exist; name a store, a journal, a page or a collection's folder.</source>
   <translation>{} gibt es nicht; nennen Sie einen Datensatz, ein Journal, eine Seite oder den Ordner einer Sammlung.</translation>
  </message>
  <message>
   <source>{} does not look through a store.</source>
   <translation>{} sieht keinen Datenspeicher durch.</translation>
  </message>
  <message>
   <source>{} exists and holds something; name a folder that is new or empty.</source>
   <translation>{} gibt es schon und ist nicht leer; nennen Sie einen neuen oder leeren Ordner.</translation>
  </message>
  <message>
   <source>{} exists and holds something; name a store (.h5), or a folder that is new or empty.</source>
   <translation>{} besteht und enthält etwas; nennen Sie einen Speicher (.h5) oder einen neuen oder leeren Ordner.</translation>
  </message>
  <message>
   <source>{} h</source>
   <translation>{} h</translation>
  </message>
  <message>
   <source>{} h {} min</source>
   <translation>{} h {} min</translation>
  </message>
  <message>
   <source>{} has been changed by another program.</source>
   <translation>{} wurde von einem anderen Programm geändert.</translation>
  </message>
  <message>
   <source>{} has more than 100 megapixels: make it smaller and try again</source>
   <translation>{} hat mehr als 100 Megapixel: Verkleinern Sie es und versuchen Sie es noch einmal</translation>
  </message>
  <message>
   <source>{} has no column 'file' in its first line; name the pictures' column so.</source>
   <translation>{} hat in der ersten Zeile keine Spalte „file“; nennen Sie die Spalte der Bilder so.</translation>
  </message>
  <message>
   <source>{} has no labels beside it; put {} into its folder.</source>
   <translation>Neben {} liegen keine Beschriftungen; legen Sie {} in ihren Ordner.</translation>
  </message>
  <message>
   <source>{} has no line 'CSR:' before the text; {}.</source>
   <translation>{} hat keine Zeile „CSR:“ vor dem Text; {}.</translation>
  </message>
  <message>
   <source>{} has no transcription: {}.txt has {} lines after CSR.</source>
   <translation>{} hat keine Umschrift: {}.txt hat {} Zeilen nach CSR.</translation>
  </message>
  <message>
   <source>{} has no writer '{}'. There are: {}.</source>
   <translation>{} hat keine Person '{}'. Es gibt: {}.</translation>
  </message>
  <message>
   <source>{} has no writers yet.</source>
   <translation>{} hat noch keine Schreibenden.</translation>
  </message>
  <message>
   <source>{} has several writers that '{}' may mean: {}.</source>
   <translation>{} hat mehrere Personen, die '{}' meinen kann: {}.</translation>
  </message>
  <message>
   <source>{} has the label {}, but {} has {} classes; is it another set?</source>
   <translation>{} hat die Beschriftung {}, aber {} hat {} Klassen; ist es ein anderer Datensatz?</translation>
  </message>
  <message>
   <source>{} has written nothing yet. Eight letters are enough for a first look.</source>
   <translation>{} hat noch nichts geschrieben. Acht Buchstaben genügen für einen ersten Blick.</translation>
  </message>
  <message>
   <source>{} has {} dimensions; {}.</source>
   <translation>{} hat {} Dimensionen; {}.</translation>
  </message>
  <message>
   <source>{} has {} numbers, which are no points x y; remove or repair that stroke.</source>
   <translation>{} hat {} Zahlen, das sind keine Punkte x y; entfernen oder reparieren Sie diesen Strich.</translation>
  </message>
  <message>
   <source>{} has {} x values but {} of {}; the file is damaged.</source>
   <translation>{} hat {} x-Werte, aber {} von {}; die Datei ist beschädigt.</translation>
  </message>
  <message>
   <source>{} has {} x {} pixels; Ductus opens up to {} megapixels.</source>
   <translation>{} hat {} x {} Pixel; Ductus öffnet bis zu {} Megapixel.</translation>
  </message>
  <message>
   <source>{} holds 'images' of shape {}, not pictures (classes, drawers, height, width).</source>
   <translation>{} enthält „images“ der Form {}, keine Bilder (Klassen, Zeichner, Höhe, Breite).</translation>
  </message>
  <message>
   <source>{} holds far too many pixels. Make it smaller and try again.</source>
   <translation>{} hat viel zu viele Pixel. Bitte verkleinern und noch einmal versuchen.</translation>
  </message>
  <message>
   <source>{} holds more than {} elements; split it into smaller files.</source>
   <translation>{} hat mehr als {} Elemente; in kleinere Dateien teilen.</translation>
  </message>
  <message>
   <source>{} holds more than {} files; split it into smaller archives.</source>
   <translation>{} enthält mehr als {} Dateien; teilen Sie es in kleinere Archive auf.</translation>
  </message>
  <message>
   <source>{} holds more than {} points, too many for a character; {}.</source>
   <translation>{} enthält mehr als {} Punkte, zu viele für ein Zeichen; {}.</translation>
  </message>
  <message>
   <source>{} holds more than {} points, too many for a page; split it into smaller files.</source>
   <translation>{} hat mehr als {} Punkte, zu viele für eine Seite; in kleinere Dateien teilen.</translation>
  </message>
  <message>
   <source>{} holds more than {} points; split it into smaller files.</source>
   <translation>{} hat mehr als {} Punkte; in kleinere Dateien teilen.</translation>
  </message>
  <message>
   <source>{} holds no .csv file; name the table.</source>
   <translation>{} enthält keine .csv-Datei; nennen Sie die Tabelle.</translation>
  </message>
  <message>
   <source>{} holds no UNIPEN segment; to read a whole release use `ductus import unipen`.</source>
   <translation>{} enthält kein UNIPEN-Segment; eine ganze Ausgabe liest `ductus import unipen`.</translation>
  </message>
  <message>
   <source>{} holds no array 'images'; name one of Omniglot's images_*.npz.</source>
   <translation>{} enthält kein Feld „images“; nennen Sie eine von Omniglots Dateien images_*.npz.</translation>
  </message>
  <message>
   <source>{} holds no character for the {} part by {}; it needs more writers or samples.</source>
   <translation>{} enthält kein Zeichen für den Teil {} nach {}; es braucht mehr Schreibende oder Proben.</translation>
  </message>
  <message>
   <source>{} holds no file of category {}.</source>
   <translation>{} enthält keine Datei der Kategorie {}.</translation>
  </message>
  <message>
   <source>{} holds no handwriting that Ductus imports ({}); name the folder that does.</source>
   <translation>{} enthält keine Handschrift, die Ductus importiert ({}); nennen Sie den richtigen Ordner.</translation>
  </message>
  <message>
   <source>{} holds no ink for the test part by {}; it needs more writers or samples.</source>
   <translation>{} enthält keine Tinte für den Testteil nach {}; es braucht mehr Schreibende oder Proben.</translation>
  </message>
  <message>
   <source>{} holds no ink for the {} part by {}; it needs more writers or samples.</source>
   <translation>{} enthält keine Tinte für den Teil {} nach {}; es braucht mehr Schreibende oder Proben.</translation>
  </message>
  <message>
   <source>{} holds no ink to learn a hand from.</source>
   <translation>{} enthält keine Tinte, aus der sich eine Hand lernen ließe.</translation>
  </message>
  <message>
   <source>{} holds no ink: there is nothing in it to put on the page.</source>
   <translation>{} enthält keine Tinte: Nichts darin kann auf die Seite.</translation>
  </message>
  <message>
   <source>{} holds no picture for the {} part; import scans into it, such as `ductus import idx`.</source>
   <translation>{} enthält kein Bild für den Teil {}; importieren Sie Scans, etwa mit `ductus import idx`.</translation>
  </message>
  <message>
   <source>{} holds no pictures in IDX files (named like train-images-idx3-ubyte.gz).</source>
   <translation>{} enthält keine Bilder in IDX-Dateien (mit Namen wie train-images-idx3-ubyte.gz).</translation>
  </message>
  <message>
   <source>{} holds no point; {}.</source>
   <translation>{} enthält keinen Punkt; {}.</translation>
  </message>
  <message>
   <source>{} holds no row of a label and {} x {} pixels; is it another table?</source>
   <translation>{} enthält keine Zeile mit Beschriftung und {} x {} Pixeln; ist es eine andere Tabelle?</translation>
  </message>
  <message>
   <source>{} holds no sample for the {} part by {}; it needs more writers or samples.</source>
   <translation>{} enthält keine Probe für den Teil {} nach {}; es braucht mehr Schreibende oder Proben.</translation>
  </message>
  <message>
   <source>{} holds no store, no journal and no page.</source>
   <translation>In {} ist kein Datensatz, kein Journal und keine Seite.</translation>
  </message>
  <message>
   <source>{} holds no ujipenchars2.txt; name the file or the folder that holds it.</source>
   <translation>{} enthält keine ujipenchars2.txt; nennen Sie die Datei oder ihren Ordner.</translation>
  </message>
  <message>
   <source>{} holds no writer of {} different letters in the {} part by {}.</source>
   <translation>{} enthält niemanden mit {} verschiedenen Buchstaben im Teil {} nach {}.</translation>
  </message>
  <message>
   <source>{} holds no {} to write as {}.</source>
   <translation>{} enthält nichts ({}), was als {} geschrieben werden könnte.</translation>
  </message>
  <message>
   <source>{} holds no {}, in which IAM says what is read.</source>
   <translation>{} enthält keine {}, in der IAM sagt, was zu lesen ist.</translation>
  </message>
  <message>
   <source>{} holds no {}; name the archive or the folder that does.</source>
   <translation>{} enthält keine {}; nennen Sie das Archiv oder den Ordner, der sie enthält.</translation>
  </message>
  <message>
   <source>{} holds {} labels for {} pictures; get both files of one set.</source>
   <translation>{} enthält {} Beschriftungen für {} Bilder; nehmen Sie beide Dateien desselben Datensatzes.</translation>
  </message>
  <message>
   <source>{} holds {} model cards; name one card file.</source>
   <translation>{} enthält {} Modellkarten; bitte eine Kartendatei nennen.</translation>
  </message>
  <message>
   <source>{} holds {} samples and not all those that were asked for: list it again.</source>
   <translation>{} enthält {} Proben und nicht alle, nach denen gefragt wurde: bitte neu auflisten.</translation>
  </message>
  <message>
   <source>{} holds {} samples; there is no sample {}.</source>
   <translation>{} enthält {} Proben; eine Probe {} gibt es nicht.</translation>
  </message>
  <message>
   <source>{} holds {}, which is not a number; remove or repair that trace.</source>
   <translation>{} enthält {}; das ist keine Zahl. Diese Spur entfernen oder reparieren.</translation>
  </message>
  <message>
   <source>{} includes too much: its includes name each other again and again.</source>
   <translation>{} bindet zu viel ein: Seine eingebundenen Dateien nennen einander immer wieder.</translation>
  </message>
  <message>
   <source>{} is InkML but holds no &lt;trace&gt;: there is no ink in it.</source>
   <translation>{} ist InkML, aber ohne &lt;trace&gt;: Es ist keine Tinte darin.</translation>
  </message>
  <message>
   <source>{} is JSON but not ink: it holds no list of strokes.</source>
   <translation>{} ist JSON, aber keine Tinte: Eine Liste von Strichen fehlt.</translation>
  </message>
  <message>
   <source>{} is SVG but holds no path, line or shape; convert its text and pictures to paths first.</source>
   <translation>{} ist SVG, aber ohne Pfad, Linie oder Form; Text und Bilder erst in Pfade umwandeln.</translation>
  </message>
  <message>
   <source>{} is XML but not {}: it begins with &lt;{}&gt;, not &lt;{}&gt;.</source>
   <translation>{} ist XML, aber nicht {}: Es beginnt mit &lt;{}&gt;, nicht mit &lt;{}&gt;.</translation>
  </message>
  <message>
   <source>{} is a Universal Ink Model file but holds no stroke: there is no ink in it.</source>
   <translation>{} ist eine Datei des Universal Ink Model, enthält aber keinen Strich und damit keine Tinte.</translation>
  </message>
  <message>
   <source>{} is a Xournal++ note but holds no stroke of a pen: there is no ink in it.</source>
   <translation>{} ist eine Xournal++-Notiz, enthält aber keinen Strich eines Stiftes und damit keine Tinte.</translation>
  </message>
  <message>
   <source>{} is a folder, not a file; name a file inside it.</source>
   <translation>{} ist ein Ordner, keine Datei; bitte eine Datei darin nennen.</translation>
  </message>
  <message>
   <source>{} is cut off before the page begins: there is nothing in it that could be read.</source>
   <translation>{} ist vor dem Anfang der Seite abgeschnitten: Nichts darin ist lesbar.</translation>
  </message>
  <message>
   <source>{} is damaged or cut off</source>
   <translation>{} ist beschädigt oder abgeschnitten</translation>
  </message>
  <message>
   <source>{} is damaged or packed in a way that cannot be read; {}.</source>
   <translation>{} ist beschädigt oder so gepackt, dass es nicht gelesen werden kann; {}.</translation>
  </message>
  <message>
   <source>{} is damaged: {}. Import or pack it again.</source>
   <translation>{} ist beschädigt: {}. Neu importieren oder packen.</translation>
  </message>
  <message>
   <source>{} is empty: it has no pixels.</source>
   <translation>{} ist leer: Es hat keine Pixel.</translation>
  </message>
  <message>
   <source>{} is empty: it holds no picture.</source>
   <translation>{} ist leer: Es enthält kein Bild.</translation>
  </message>
  <message>
   <source>{} is empty: there is no page in it.</source>
   <translation>{} ist leer: Es ist keine Seite darin.</translation>
  </message>
  <message>
   <source>{} is empty; there is nothing in it to read.</source>
   <translation>{} ist leer; es gibt nichts darin zu lesen.</translation>
  </message>
  <message>
   <source>{} is gzipped and damaged; {}.</source>
   <translation>{} ist mit gzip gepackt und beschädigt; {}.</translation>
  </message>
  <message>
   <source>{} is in {}; Ductus reads JSON ink in millimetres ("unit": "mm").</source>
   <translation>{} ist in {}; Ductus liest JSON-Tinte in Millimetern ("unit": "mm").</translation>
  </message>
  <message>
   <source>{} is included more than {} levels deep; it may include itself.</source>
   <translation>{} ist mehr als {} Ebenen tief eingebunden; vielleicht bindet es sich selbst ein.</translation>
  </message>
  <message>
   <source>{} is larger than any page ({} MiB); it was not read.</source>
   <translation>{} ist größer als jede Seite ({} MiB); es wurde nicht gelesen.</translation>
  </message>
  <message>
   <source>{} is larger than {} GiB, which no picture of handwriting needs to be.</source>
   <translation>{} ist größer als {} GiB; so groß muss kein Bild einer Handschrift sein.</translation>
  </message>
  <message>
   <source>{} is neither a list of points nor an object with x and y; remove or repair it.</source>
   <translation>{} ist weder eine Liste von Punkten noch ein Objekt mit x und y; entfernen oder reparieren.</translation>
  </message>
  <message>
   <source>{} is no .npz archive that can be read (cut off or damaged?); {}.</source>
   <translation>{} ist kein lesbares .npz-Archiv (abgeschnitten oder beschädigt?); {}.</translation>
  </message>
  <message>
   <source>{} is no IDX file of bytes: it does not begin with 0, 0, 8. Name MNIST's or another's own file.</source>
   <translation>{} ist keine IDX-Datei aus Bytes: sie beginnt nicht mit 0, 0, 8. Nennen Sie die eigene Datei von MNIST oder einem anderen Datensatz.</translation>
  </message>
  <message>
   <source>{} is no UNIPEN release: it holds no data/ folder. Name the folder above data/ and include/.</source>
   <translation>{} ist keine UNIPEN-Ausgabe: Der Ordner data/ fehlt. Den Ordner über data/ und include/ nennen.</translation>
  </message>
  <message>
   <source>{} is no Universal Ink Model file: it does not begin with RIFF and UINK.</source>
   <translation>{} ist keine Datei des Universal Ink Model: sie beginnt nicht mit RIFF und UINK.</translation>
  </message>
  <message>
   <source>{} is no collection and no store: name the folder of a collection, or a store (.h5).</source>
   <translation>{} ist weder Sammlung noch Speicher: Nennen Sie den Ordner einer Sammlung oder einen Speicher (.h5).</translation>
  </message>
  <message>
   <source>{} is no collection; only a collection's folder can be repaired.</source>
   <translation>{} ist keine Sammlung; nur der Ordner einer Sammlung kann repariert werden.</translation>
  </message>
  <message>
   <source>{} is no number; remove or repair that stroke.</source>
   <translation>{} ist keine Zahl; entfernen oder reparieren Sie diesen Strich.</translation>
  </message>
  <message>
   <source>{} is no zip archive that can be opened (cut off or damaged?); get it again.</source>
   <translation>{} ist kein Zip-Archiv, das sich öffnen lässt (abgeschnitten oder beschädigt?); holen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>{} is no zip archive that can be opened (cut off or damaged?); {}.</source>
   <translation>{} ist kein Zip-Archiv, das sich öffnen lässt (abgeschnitten oder beschädigt?); {}.</translation>
  </message>
  <message>
   <source>{} is not a Ductus journal, or nothing in it can be read.</source>
   <translation>{} ist kein Ductus-Journal, oder nichts darin ist lesbar.</translation>
  </message>
  <message>
   <source>{} is not a Ductus page, or nothing in it can be read.</source>
   <translation>{} ist keine Ductus-Seite, oder nichts darin ist lesbar.</translation>
  </message>
  <message>
   <source>{} is not a Ductus store, or it is damaged: HDF5 cannot open it.</source>
   <translation>{} ist kein Ductus-Speicher oder beschädigt: HDF5 kann es nicht öffnen.</translation>
  </message>
  <message>
   <source>{} is not a colour; write it as #RRGGBB, for example {}.</source>
   <translation>{} ist keine Farbe; bitte als #RRGGBB schreiben, zum Beispiel {}.</translation>
  </message>
  <message>
   <source>{} is not a file; choose a picture.</source>
   <translation>{} ist keine Datei; bitte ein Bild wählen.</translation>
  </message>
  <message>
   <source>{} is not a kind of file that Ductus writes; use one of {}.</source>
   <translation>{} ist keine Dateiart, die Ductus schreibt; bitte eine von {} nehmen.</translation>
  </message>
  <message>
   <source>{} is not a model card: it holds no JSON object.</source>
   <translation>{} ist keine Modellkarte: Ein JSON-Objekt fehlt.</translation>
  </message>
  <message>
   <source>{} is not a model card: it is not a file.</source>
   <translation>{} ist keine Modellkarte: Es ist keine Datei.</translation>
  </message>
  <message>
   <source>{} is not a model card: it is not valid JSON.</source>
   <translation>{} ist keine Modellkarte: Es ist kein gültiges JSON.</translation>
  </message>
  <message>
   <source>{} is not a picture that Ductus can read</source>
   <translation>{} ist kein Bild, das Ductus lesen kann</translation>
  </message>
  <message>
   <source>{} is not a size of paper; use one of {}, or millimetres such as 300x200.</source>
   <translation>{} ist keine Papiergröße; nehmen Sie eine von {} oder Millimeter wie 300x200.</translation>
  </message>
  <message>
   <source>{} is not a usable model card: 'weights' must be a file name beside the card.</source>
   <translation>{} ist keine brauchbare Modellkarte: „weights“ muss eine Datei neben der Karte nennen.</translation>
  </message>
  <message>
   <source>{} is not a usable model card: '{}' is missing or of the wrong kind.</source>
   <translation>{} ist keine brauchbare Modellkarte: „{}“ fehlt oder ist von falscher Art.</translation>
  </message>
  <message>
   <source>{} is not a usable model card: '{}' must be a table.</source>
   <translation>{} ist keine brauchbare Modellkarte: „{}“ muss eine Tabelle sein.</translation>
  </message>
  <message>
   <source>{} is not a usable model card: '{}' must be a whole number.</source>
   <translation>{} ist keine brauchbare Modellkarte: „{}“ muss eine ganze Zahl sein.</translation>
  </message>
  <message>
   <source>{} is not a usable model card: '{}' must be one line of at most {} characters.</source>
   <translation>{} ist keine brauchbare Modellkarte: „{}“ muss eine Zeile mit höchstens {} Zeichen sein.</translation>
  </message>
  <message>
   <source>{} is not a usable model card: '{}' must be text.</source>
   <translation>{} ist keine brauchbare Modellkarte: „{}“ muss Text sein.</translation>
  </message>
  <message>
   <source>{} is not a usable model card: it is nested too deeply or holds halves of characters.</source>
   <translation>{} ist keine brauchbare Modellkarte: Sie ist zu tief verschachtelt oder enthält halbe Zeichen.</translation>
  </message>
  <message>
   <source>{} is not finite; remove or repair that stroke.</source>
   <translation>{} ist nicht endlich; entfernen oder reparieren Sie diesen Strich.</translation>
  </message>
  <message>
   <source>{} is not named as Omniglot names a drawing: ALPHABET/character01/0001_01.txt.</source>
   <translation>{} heißt nicht, wie Omniglot eine Zeichnung nennt: ALPHABET/character01/0001_01.txt.</translation>
  </message>
  <message>
   <source>{} is not named by a code point, as KanjiVG names its characters: 03042.svg.</source>
   <translation>{} ist nicht nach einem Codepunkt benannt, wie KanjiVG seine Zeichen nennt: 03042.svg.</translation>
  </message>
  <message>
   <source>{} is not open for writing.</source>
   <translation>{} ist nicht zum Schreiben offen.</translation>
  </message>
  <message>
   <source>{} is not there any more.</source>
   <translation>{} ist nicht mehr da.</translation>
  </message>
  <message>
   <source>{} is not there now, so the CPU answers.</source>
   <translation>{} ist gerade nicht da, darum antwortet die CPU.</translation>
  </message>
  <message>
   <source>{} is not valid {}: its text encoding cannot be read; save it again as UTF-8.</source>
   <translation>{} ist kein gültiges {}: Die Textkodierung ist nicht lesbar; neu als UTF-8 sichern.</translation>
  </message>
  <message>
   <source>{} is not valid {}: line {}, column {} cannot be read as XML (cut off or damaged?); get the file again from where it came from.</source>
   <translation>{} ist kein gültiges {}: Zeile {}, Spalte {} ist nicht als XML lesbar (abgeschnitten oder beschädigt?); die Datei neu von ihrem Ursprung holen.</translation>
  </message>
  <message>
   <source>{} is not {}: byte {} is not UTF-8 text; save it again as UTF-8.</source>
   <translation>{} ist kein {}: Byte {} ist kein UTF-8-Text; neu als UTF-8 sichern.</translation>
  </message>
  <message>
   <source>{} is not {}: its lists are nested too deeply.</source>
   <translation>{} ist kein {}: Die Listen sind zu tief verschachtelt.</translation>
  </message>
  <message>
   <source>{} is not {}: line {}, column {} is not valid JSON (cut off or damaged?); get the file again from where it came from.</source>
   <translation>{} ist kein {}: Zeile {}, Spalte {} ist kein gültiges JSON (abgeschnitten oder beschädigt?); die Datei neu von ihrem Ursprung holen.</translation>
  </message>
  <message>
   <source>{} is not {}: {}; remove or replace that value.</source>
   <translation>{} ist kein {}: {}; diesen Wert entfernen oder ersetzen.</translation>
  </message>
  <message>
   <source>{} is of no format that Ductus imports ({}); name the right file or folder.</source>
   <translation>{} hat kein Format, das Ductus importiert ({}); nennen Sie die richtige Datei oder den richtigen Ordner.</translation>
  </message>
  <message>
   <source>{} is packed and cannot be opened (cut off or damaged?); get it again.</source>
   <translation>{} ist gepackt und lässt sich nicht öffnen (abgeschnitten oder beschädigt?); holen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>{} is there already and is not an empty folder; choose another name.</source>
   <translation>{} gibt es schon und ist kein leerer Ordner; wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>{} is too large (more than {} MiB) to be a character.</source>
   <translation>{} ist zu groß (mehr als {} MiB) für ein Zeichen.</translation>
  </message>
  <message>
   <source>{} is too large (more than {} MiB); split it into smaller files.</source>
   <translation>{} ist zu groß (mehr als {} MiB); in kleinere Dateien teilen.</translation>
  </message>
  <message>
   <source>{} is too large ({} MiB) to be a UNIPEN file.</source>
   <translation>{} ist zu groß ({} MiB) für eine UNIPEN-Datei.</translation>
  </message>
  <message>
   <source>{} is too large ({} MiB, at most {}); split it into smaller files.</source>
   <translation>{} ist zu groß ({} MiB, höchstens {}); in kleinere Dateien teilen.</translation>
  </message>
  <message>
   <source>{} is too large to be a model card.</source>
   <translation>{} ist zu groß für eine Modellkarte.</translation>
  </message>
  <message>
   <source>{} is {}, not a point x,y,t; {}.</source>
   <translation>{} ist {}, kein Punkt x,y,t; {}.</translation>
  </message>
  <message>
   <source>{} is {}, not a row of {}.txt; {}.</source>
   <translation>{} ist {}, keine Zeile von {}.txt; {}.</translation>
  </message>
  <message>
   <source>{} kinds</source>
   <translation>{} Arten</translation>
  </message>
  <message>
   <source>{} left</source>
   <translation>noch {}</translation>
  </message>
  <message>
   <source>{} lost, {} duplicated, {} out of order</source>
   <translation>{} verloren, {} doppelt, {} in falscher Folge</translation>
  </message>
  <message>
   <source>{} may not be written to or {} not be opened.</source>
   <translation>{} darf nicht beschrieben oder {} nicht geöffnet werden.</translation>
  </message>
  <message>
   <source>{} min</source>
   <translation>{} min</translation>
  </message>
  <message>
   <source>{} names more than {} points in its segments; the rest of them is left out.</source>
   <translation>{} nennt in seinen Segmenten mehr als {} Punkte; der Rest bleibt weg.</translation>
  </message>
  <message>
   <source>{} names no X and Y among its columns ({}).</source>
   <translation>{} nennt unter seinen Spalten kein X und Y ({}).</translation>
  </message>
  <message>
   <source>{} names the picture {}, which is not in the folder.</source>
   <translation>{} nennt das Bild {}, das nicht im Ordner ist.</translation>
  </message>
  <message>
   <source>{} names {}, but there is no picture of it.</source>
   <translation>{} nennt {}, aber davon gibt es kein Bild.</translation>
  </message>
  <message>
   <source>{} needs EMNIST's table of labels beside it; put {} into its folder.</source>
   <translation>{} braucht EMNISTs Tabelle der Beschriftungen neben sich; legen Sie {} in ihren Ordner.</translation>
  </message>
  <message>
   <source>{} needs the package universal-ink-library, which is not installed; {}.</source>
   <translation>{} braucht das Paket universal-ink-library, das nicht installiert ist; {}.</translation>
  </message>
  <message>
   <source>{} nests elements more than {} deep; save it again without so many groups.</source>
   <translation>{} verschachtelt Elemente mehr als {} tief; neu sichern, mit weniger Gruppen.</translation>
  </message>
  <message>
   <source>{} of a ductus sheet cannot be {}.</source>
   <translation>{} eines Duktusblatts kann nicht {} sein.</translation>
  </message>
  <message>
   <source>{} of {} samples cannot be read: numbers {}.</source>
   <translation>{} von {} Proben sind nicht lesbar: Nummern {}.</translation>
  </message>
  <message>
   <source>{} of {} {}</source>
   <translation>{} von {} {}</translation>
  </message>
  <message>
   <source>{} on {} {}, {} cores</source>
   <translation>{} auf {} {}, {} Kerne</translation>
  </message>
  <message>
   <source>{} promises {} MiB of pictures, more than Omniglot has; {}.</source>
   <translation>{} verspricht {} MiB Bilder, mehr als Omniglot hat; {}.</translation>
  </message>
  <message>
   <source>{} promises {} bytes and holds {} (cut off or damaged?); {}.</source>
   <translation>{} verspricht {} Byte und enthält {} (abgeschnitten oder beschädigt?); {}.</translation>
  </message>
  <message>
   <source>{} repeats its paths too often to be read; save it again as plain SVG.</source>
   <translation>{} wiederholt seine Pfade zu oft, um lesbar zu sein; neu als einfaches SVG sichern.</translation>
  </message>
  <message>
   <source>{} repeats or nests its elements too often to be read; save it again as plain SVG.</source>
   <translation>{} wiederholt oder verschachtelt seine Elemente zu oft, um lesbar zu sein; neu als einfaches SVG sichern.</translation>
  </message>
  <message>
   <source>{} s</source>
   <translation>{} s</translation>
  </message>
  <message>
   <source>{} samples are listed.</source>
   <translation>{} Proben sind verzeichnet.</translation>
  </message>
  <message>
   <source>{} samples are sound.</source>
   <translation>{} Proben sind in Ordnung.</translation>
  </message>
  <message>
   <source>{} samples came back from the store.</source>
   <translation>{} Proben kamen aus dem Datensatz zurück.</translation>
  </message>
  <message>
   <source>{} seems to hold {}; unpack the archive and import its folder.</source>
   <translation>{} scheint {} zu enthalten; packen Sie das Archiv aus und importieren Sie seinen Ordner.</translation>
  </message>
  <message>
   <source>{} still names the writer: the erasure is not complete. Try it again.</source>
   <translation>{} nennt die Person noch: Sie ist nicht ganz gelöscht. Versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>{} strokes are sound.</source>
   <translation>{} Striche sind in Ordnung.</translation>
  </message>
  <message>
   <source>{} tells of no sheet; name the sheet's PDF, or a picture of it whose code can be read.</source>
   <translation>{} weiß von keinem Bogen; nennen Sie das PDF des Bogens oder ein Bild davon, dessen Code lesbar ist.</translation>
  </message>
  <message>
   <source>{} tells the time {}, which is not a number; {}.</source>
   <translation>{} nennt die Zeit {}, die keine Zahl ist; {}.</translation>
  </message>
  <message>
   <source>{} to {} ms</source>
   <translation>{} bis {} ms</translation>
  </message>
  <message>
   <source>{} was changed by another program since it was opened or saved here.</source>
   <translation>{} wurde von einem anderen Programm geändert, seit es hier geöffnet oder gesichert wurde.</translation>
  </message>
  <message>
   <source>{} was damaged; it is kept as {}.</source>
   <translation>{} war beschädigt; die Datei bleibt als {} erhalten.</translation>
  </message>
  <message>
   <source>{} was damaged; what is sound of it is there, the old file is kept as well.</source>
   <translation>{} war beschädigt; was davon in Ordnung ist, ist da, und auch die alte Datei bleibt.</translation>
  </message>
  <message>
   <source>{} was trained on a split by {} and is left out.</source>
   <translation>{} wurde auf einer Teilung nach {} trainiert und bleibt außen vor.</translation>
  </message>
  <message>
   <source>{} was written by a newer Ductus (card version {}); please update Ductus.</source>
   <translation>{} stammt von einem neueren Ductus (Kartenversion {}); bitte Ductus aktualisieren.</translation>
  </message>
  <message>
   <source>{} was written by a newer Ductus (ink version {}); please update Ductus.</source>
   <translation>{} stammt von einem neueren Ductus (Tintenversion {}); bitte Ductus aktualisieren.</translation>
  </message>
  <message>
   <source>{} was written by a newer Ductus (page version {}.{}, this one reads up to {}): update Ductus to open it.</source>
   <translation>{} stammt von einem neueren Ductus (Seitenversion {}.{}, dieses liest bis {}): zum Öffnen Ductus aktualisieren.</translation>
  </message>
  <message>
   <source>{} would be overwritten while it is read; give the new store another name.</source>
   <translation>{} würde überschrieben, während es gelesen wird; geben Sie dem neuen Datensatz einen anderen Namen.</translation>
  </message>
  <message>
   <source>{} writes a sample letter. Drop a picture of a letter here, and its strokes are recovered.</source>
   <translation>{} schreibt einen Musterbuchstaben. Ein Bild eines Buchstabens hierher ziehen, und seine Striche werden wiedergewonnen.</translation>
  </message>
  <message>
   <source>{} x {} at {}x</source>
   <translation>{} x {} bei {}x</translation>
  </message>
  <message>
   <source>{} · {:.1f} × {:.1f} mm</source>
   <translation>{} · {:.1f} × {:.1f} mm</translation>
  </message>
  <message>
   <source>{}, line {} is longer than {} KiB: this is no such text.</source>
   <translation>{}, Zeile {} ist länger als {} KiB: das ist kein solcher Text.</translation>
  </message>
  <message>
   <source>{}, line {} is no row of a table; {}.</source>
   <translation>{}, Zeile {} ist keine Zeile einer Tabelle; {}.</translation>
  </message>
  <message>
   <source>{}, line {} is not a label and its code points; {}.</source>
   <translation>{}, Zeile {} ist keine Beschriftung mit ihren Codepunkten; {}.</translation>
  </message>
  <message>
   <source>{}, line {} names what is no label or no character; {}.</source>
   <translation>{}, Zeile {} nennt, was keine Beschriftung oder kein Zeichen ist; {}.</translation>
  </message>
  <message>
   <source>{}, line {} {}; a row is a label and {} x {} pixels.</source>
   <translation>{}, Zeile {}: {}; eine Zeile ist eine Beschriftung und {} x {} Pixel.</translation>
  </message>
  <message>
   <source>{}, line {}: the block {}.</source>
   <translation>{}, Zeile {}: der Block {}.</translation>
  </message>
  <message>
   <source>{}, not saved</source>
   <translation>{}, nicht gesichert</translation>
  </message>
  <message>
   <source>{}, platform {}, {}</source>
   <translation>{}, Plattform {}, {}</translation>
  </message>
  <message>
   <source>{}, point {} has no usable {} value; remove or repair that trace.</source>
   <translation>{}, Punkt {} hat keinen brauchbaren Wert für {}; diese Spur entfernen oder reparieren.</translation>
  </message>
  <message>
   <source>{}, point {} has {} values, but its trace format asks for {}; the file is damaged or its trace format is wrong.</source>
   <translation>{}, Punkt {} hat {} Werte, das Spurformat verlangt aber {}; die Datei ist beschädigt oder ihr Spurformat falsch.</translation>
  </message>
  <message>
   <source>{}, point {} is not [x, y] or [x, y, t]; remove or repair it.</source>
   <translation>{}, Punkt {} ist nicht [x, y] oder [x, y, t]; entfernen oder reparieren.</translation>
  </message>
  <message>
   <source>{}, point {} of a stroke is no numbers; {}.</source>
   <translation>{}, Punkt {} eines Strichs sind keine Zahlen; {}.</translation>
  </message>
  <message>
   <source>{}, point {}: {} is not a number; remove or repair that stroke.</source>
   <translation>{}, Punkt {}: {} ist keine Zahl; diesen Strich entfernen oder reparieren.</translation>
  </message>
  <message>
   <source>{}, stopping</source>
   <translation>{}, hält an</translation>
  </message>
  <message>
   <source>{}, {} threads</source>
   <translation>{}, {} Threads</translation>
  </message>
  <message>
   <source>{}.txt asks for nothing.</source>
   <translation>{}.txt verlangt nichts.</translation>
  </message>
  <message>
   <source>{}.txt, line {}: a blank line ends the head.</source>
   <translation>{}.txt, Zeile {}: Eine leere Zeile beendet den Kopf.</translation>
  </message>
  <message>
   <source>{}.txt, line {}: the head needs one line each of {}.</source>
   <translation>{}.txt, Zeile {}: Der Kopf braucht je eine Zeile für {}.</translation>
  </message>
  <message>
   <source>{}.txt, line {}: {} cannot be asked for: {}.</source>
   <translation>{}.txt, Zeile {}: {} kann nicht verlangt werden: {}.</translation>
  </message>
  <message>
   <source>{}.txt: the head needs a title and a kind ({}).</source>
   <translation>{}.txt: Der Kopf braucht einen Titel und eine Art ({}).</translation>
  </message>
  <message>
   <source>{}: page {} is there twice; the better picture is taken.</source>
   <translation>{}: Seite {} ist zweimal da; das bessere Bild wird genommen.</translation>
  </message>
  <message>
   <source>{}: stopped</source>
   <translation>{}: angehalten</translation>
  </message>
  <message>
   <source>{}: {} holds a number too large to use; remove or repair that stroke.</source>
   <translation>{}: {} enthält eine zu große Zahl; diesen Strich entfernen oder reparieren.</translation>
  </message>
  <message>
   <source>{}: {} must be a list of numbers; remove or repair that stroke.</source>
   <translation>{}: {} muss eine Liste von Zahlen sein; diesen Strich entfernen oder reparieren.</translation>
  </message>
  <message>
   <source>{}: {} of {} samples, strokes {}</source>
   <translation>{}: {} von {} Proben, Striche {}</translation>
  </message>
  <message>
   <source>{}: {} rows of writing were found, and {} are named.</source>
   <translation>{}: Es wurden {} Zeilen Schrift gefunden, und {} sind genannt.</translation>
  </message>
  <message>
   <source>{}: {}. The file itself is left as it is.</source>
   <translation>{}: {}. Die Datei selbst bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>{}: {}; say which of the pages {} it is.</source>
   <translation>{}: {}; sagen Sie, welche der Seiten {} es ist.</translation>
  </message>
  <message>
   <source>{}; cannot be read: {}</source>
   <translation>{}; nicht lesbar: {}</translation>
  </message>
 </context>
 <context>
  <name>Clipboard</name>
  <message>
   <source>Copied the ink, also as picture and SVG for other programs.</source>
   <translation>Tinte kopiert, für andere Programme auch als Bild und SVG.</translation>
  </message>
  <message>
   <source>Copied.</source>
   <translation>Kopiert.</translation>
  </message>
  <message>
   <source>Pasted drawing</source>
   <translation>Eingefügte Zeichnung</translation>
  </message>
  <message>
   <source>That did not work: {}. Your page is unchanged.</source>
   <translation>Das gelang nicht: {}. Die Seite ist unverändert.</translation>
  </message>
  <message>
   <source>The clipboard holds no ink and no picture.</source>
   <translation>Die Zwischenablage enthält weder Tinte noch Bild.</translation>
  </message>
  <message>
   <source>There is no ink to copy yet: write a letter first.</source>
   <translation>Noch keine Tinte zum Kopieren: erst einen Buchstaben schreiben.</translation>
  </message>
 </context>
 <context>
  <name>CollectPanel</name>
  <message>
   <source>1 sample</source>
   <translation>1 Probe</translation>
  </message>
  <message>
   <source>Collect</source>
   <translation>Sammeln</translation>
  </message>
  <message>
   <source>Coverage of letter pairs</source>
   <translation>Abdeckung der Buchstabenpaare</translation>
  </message>
  <message>
   <source>Coverage of letters</source>
   <translation>Abdeckung der Buchstaben</translation>
  </message>
  <message>
   <source>Covered so far</source>
   <translation>Bisher abgedeckt</translation>
  </message>
  <message>
   <source>Go on by itself when the pen rests for</source>
   <translation>Von selbst weiter, wenn der Stift ruht für</translation>
  </message>
  <message>
   <source>Go on when the pen rests</source>
   <translation>Weiter, wenn der Stift ruht</translation>
  </message>
  <message>
   <source>Last samples</source>
   <translation>Letzte Proben</translation>
  </message>
  <message>
   <source>Letter pairs</source>
   <translation>Buchstabenpaare</translation>
  </message>
  <message>
   <source>Opening your collection…</source>
   <translation>Ihre Sammlung wird geöffnet…</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Wait for me: nothing goes on by itself</source>
   <translation>Auf mich warten: Nichts geht von selbst weiter</translation>
  </message>
  <message>
   <source>Writer</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>Your samples appear here as you accept them.</source>
   <translation>Hier erscheinen Ihre Proben, sobald Sie sie behalten.</translation>
  </message>
  <message>
   <source>about {} left</source>
   <translation>noch etwa {}</translation>
  </message>
  <message>
   <source>nothing is missing</source>
   <translation>nichts fehlt</translation>
  </message>
  <message>
   <source>{:,} samples</source>
   <translation>{:,} Proben</translation>
  </message>
  <message>
   <source>{:,} to go</source>
   <translation>noch {:,}</translation>
  </message>
 </context>
 <context>
  <name>Collecting</name>
  <message>
   <source>1 sample</source>
   <translation>1 Probe</translation>
  </message>
  <message>
   <source>All of it is written. Thank you.</source>
   <translation>Alles ist geschrieben. Danke.</translation>
  </message>
  <message>
   <source>Another running Ductus has your collection open. Close it to collect here; nothing is lost.</source>
   <translation>Ein anderes laufendes Ductus hat Ihre Sammlung geöffnet. Schließen Sie es, um hier zu sammeln; nichts ist verloren.</translation>
  </message>
  <message>
   <source>There is no session to resume: start a new one.</source>
   <translation>Es gibt keine Sitzung zum Fortsetzen: Beginne eine neue.</translation>
  </message>
  <message>
   <source>Your collection cannot be opened: {} What was saved before is untouched.</source>
   <translation>Ihre Sammlung kann nicht geöffnet werden: {} Was schon gesichert war, ist unberührt.</translation>
  </message>
  <message>
   <source>Your samples wait in memory and are tried again: {}</source>
   <translation>Ihre Proben warten im Speicher und werden erneut versucht: {}</translation>
  </message>
  <message>
   <source>saved</source>
   <translation>gesichert</translation>
  </message>
  <message>
   <source>saving…</source>
   <translation>wird gesichert…</translation>
  </message>
  <message>
   <source>{:,} samples</source>
   <translation>{:,} Proben</translation>
  </message>
 </context>
 <context>
  <name>ComparisonDialog</name>
  <message>
   <source>As they were written</source>
   <translation>Wie sie geschrieben wurden</translation>
  </message>
  <message>
   <source>Compare {} samples</source>
   <translation>{} Proben vergleichen</translation>
  </message>
  <message>
   <source>How they lie over each other</source>
   <translation>Wie sie übereinanderliegen</translation>
  </message>
  <message>
   <source>In the same size</source>
   <translation>In gleicher Größe</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Play all</source>
   <translation>Alle abspielen</translation>
  </message>
  <message>
   <source>Point at a sample, or walk there with Tab: it is drawn strongly over the others.</source>
   <translation>Auf eine Probe zeigen oder mit Tab hingehen: Sie wird kräftig über die anderen gezeichnet.</translation>
  </message>
  <message>
   <source>The first {} of {:,} selected samples are shown.</source>
   <translation>Die ersten {} von {:,} ausgewählten Proben sind zu sehen.</translation>
  </message>
 </context>
 <context>
  <name>ContactSheet</name>
  <message>
   <source>Contact sheet</source>
   <translation>Kontaktbogen</translation>
  </message>
  <message>
   <source>No sample is current. The arrow keys walk through them.</source>
   <translation>Keine Probe ist ausgewählt. Die Pfeiltasten gehen durch sie.</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>ohne Text</translation>
  </message>
  <message>
   <source>selected</source>
   <translation>ausgewählt</translation>
  </message>
  <message>
   <source>worth a look</source>
   <translation>einen Blick wert</translation>
  </message>
  <message>
   <source>{:,} of {:,}</source>
   <translation>{:,} von {:,}</translation>
  </message>
 </context>
 <context>
  <name>Conversion</name>
  <message>
   <source>There are no recovered strokes yet: write a letter or open a picture.</source>
   <translation>Noch keine wiedergewonnenen Striche: einen Buchstaben schreiben oder ein Bild öffnen.</translation>
  </message>
 </context>
 <context>
  <name>ConvertPanel</name>
  <message>
   <source>Convert</source>
   <translation>Wandeln</translation>
  </message>
  <message>
   <source>Each through the model and back to its own kind: Y t→t and Y b→b</source>
   <translation>Jedes durch das Modell und zurück zu seiner Art: Y t→t und Y b→b</translation>
  </message>
  <message>
   <source>Image to strokes: Y b→t</source>
   <translation>Bild zu Strichen: Y b→t</translation>
  </message>
  <message>
   <source>Its image → strokes</source>
   <translation>Ihr Bild → Striche</translation>
  </message>
  <message>
   <source>Model in use</source>
   <translation>Modell in Gebrauch</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Put on page</source>
   <translation>Auf die Seite</translation>
  </message>
  <message>
   <source>Put the recovered strokes on the page, beside your ink (Ctrl+Return)</source>
   <translation>Die wiedergewonnenen Striche neben die eigene Tinte legen (Strg+Eingabe)</translation>
  </message>
  <message>
   <source>Reconstructed</source>
   <translation>Nachgebildet</translation>
  </message>
  <message>
   <source>Replay</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Strokes to image: Y t→b</source>
   <translation>Striche zu Bild: Y t→b</translation>
  </message>
  <message>
   <source>The engine is starting; your ink is converted as soon as it is ready.</source>
   <translation>Die Maschine startet; die Tinte wird gewandelt, sobald sie bereit ist.</translation>
  </message>
  <message>
   <source>The image that the model makes of your strokes: Y t→b</source>
   <translation>Das Bild, das das Modell aus den Strichen macht: Y t→b</translation>
  </message>
  <message>
   <source>The image through the model and back: Y b→b</source>
   <translation>Das Bild durch das Modell und zurück: Y b→b</translation>
  </message>
  <message>
   <source>The strokes as you drew them: X_t</source>
   <translation>Die Striche, wie sie gezeichnet wurden: X_t</translation>
  </message>
  <message>
   <source>The strokes recovered from the image, one connected line: Y b→t</source>
   <translation>Die aus dem Bild wiedergewonnenen Striche, eine zusammenhängende Linie: Y b→t</translation>
  </message>
  <message>
   <source>Your ink → its image</source>
   <translation>Eigene Tinte → ihr Bild</translation>
  </message>
  <message>
   <source>Your strokes through the model and back: Y t→t</source>
   <translation>Die eigenen Striche durch das Modell und zurück: Y t→t</translation>
  </message>
  <message>
   <source>image → image</source>
   <translation>Bild → Bild</translation>
  </message>
  <message>
   <source>its image</source>
   <translation>ihr Bild</translation>
  </message>
  <message>
   <source>its strokes</source>
   <translation>seine Striche</translation>
  </message>
  <message>
   <source>needs a model</source>
   <translation>braucht ein Modell</translation>
  </message>
  <message>
   <source>strokes → strokes</source>
   <translation>Striche → Striche</translation>
  </message>
  <message>
   <source>your ink</source>
   <translation>eigene Tinte</translation>
  </message>
  <message>
   <source>{} → strokes</source>
   <translation>{} → Striche</translation>
  </message>
 </context>
 <context>
  <name>CoverageMap</name>
  <message>
   <source>{:,} of {:,} are covered.</source>
   <translation>{:,} von {:,} sind abgedeckt.</translation>
  </message>
 </context>
 <context>
  <name>CrashDialog</name>
  <message>
   <source>Copy details</source>
   <translation>Einzelheiten kopieren</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Hide details</source>
   <translation>Einzelheiten verbergen</translation>
  </message>
  <message>
   <source>Open log</source>
   <translation>Protokoll öffnen</translation>
  </message>
  <message>
   <source>Restart Ductus</source>
   <translation>Ductus neu starten</translation>
  </message>
  <message>
   <source>Show details</source>
   <translation>Einzelheiten zeigen</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>Etwas ging schief</translation>
  </message>
  <message>
   <source>Warning</source>
   <translation>Warnung</translation>
  </message>
 </context>
 <context>
  <name>Crashing</name>
  <message>
   <source>Ductus crashed the last time.</source>
   <translation>Ductus ist beim letzten Mal abgestürzt.</translation>
  </message>
  <message>
   <source>Ductus was ended from outside the last time. {}</source>
   <translation>Ductus wurde beim letzten Mal von außen beendet. {}</translation>
  </message>
  <message>
   <source>If it happens again, send us the details: they name this machine's software, and hold no ink.</source>
   <translation>Geschieht es wieder, bitte die Einzelheiten an uns senden: Sie nennen die Software dieses Rechners und enthalten keine Tinte.</translation>
  </message>
  <message>
   <source>Your page is here again, with everything that was drawn.</source>
   <translation>Die Seite ist wieder da, mit allem, was gezeichnet wurde.</translation>
  </message>
 </context>
 <context>
  <name>Curating</name>
  <message>
   <source>Another Ductus has the collection open; here it is only read.</source>
   <translation>Ein anderes Ductus hat die Sammlung geöffnet; hier wird sie nur gelesen.</translation>
  </message>
  <message>
   <source>Ductus stores</source>
   <translation>Ductus-Datenspeicher</translation>
  </message>
  <message>
   <source>My collection</source>
   <translation>Meine Sammlung</translation>
  </message>
  <message>
   <source>Open a store</source>
   <translation>Datenspeicher öffnen</translation>
  </message>
  <message>
   <source>Reading the dataset…</source>
   <translation>Der Datensatz wird gelesen…</translation>
  </message>
  <message>
   <source>Sample ink</source>
   <translation>Beispieltinte</translation>
  </message>
  <message>
   <source>Sample ink of made-up hands, to try things with. Nothing of it is kept.</source>
   <translation>Beispieltinte erfundener Hände, zum Ausprobieren. Nichts davon wird behalten.</translation>
  </message>
  <message>
   <source>The collection is not open for changes here; it is only read.</source>
   <translation>Die Sammlung ist hier nicht zum Ändern geöffnet; sie wird nur gelesen.</translation>
  </message>
  <message>
   <source>The dataset is read as soon as the engine is ready.</source>
   <translation>Der Datensatz wird gelesen, sobald die Maschine bereit ist.</translation>
  </message>
  <message>
   <source>The engine, which reads datasets, is off: start it again (Models, Restart engine).</source>
   <translation>Die Maschine, die Datensätze liest, ist aus: bitte neu starten (Modelle, Maschine neu starten).</translation>
  </message>
  <message>
   <source>This store is only read: labels stay as they are. Samples can be put on the page or exported.</source>
   <translation>Dieser Datenspeicher wird nur gelesen: Texte bleiben, wie sie sind. Proben lassen sich auf die Seite legen oder exportieren.</translation>
  </message>
 </context>
 <context>
  <name>DatasetPanel</name>
  <message>
   <source>1 sample</source>
   <translation>1 Probe</translation>
  </message>
  <message>
   <source>Another filter shows more.</source>
   <translation>Ein anderer Filter zeigt mehr.</translation>
  </message>
  <message>
   <source>Collect a hand</source>
   <translation>Eine Handschrift sammeln</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Dataset</source>
   <translation>Datensatz</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Every letter that you collect appears here: look through them, mend labels, take out what went wrong.

A collection session asks for one letter after the other; five minutes give a hand its dataset.</source>
   <translation>Jeder gesammelte Buchstabe erscheint hier: durchsehen, Texte berichtigen, Misslungenes herausnehmen.

Eine Sammelsitzung fragt nach einem Buchstaben nach dem anderen; fünf Minuten ergeben den Datensatz einer Handschrift.</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>Larger pictures (+)</source>
   <translation>Größere Bilder (+)</translation>
  </message>
  <message>
   <source>No sample is like that</source>
   <translation>Keine Probe ist so</translation>
  </message>
  <message>
   <source>Nothing is collected yet</source>
   <translation>Noch ist nichts gesammelt</translation>
  </message>
  <message>
   <source>Number of samples</source>
   <translation>Anzahl der Proben</translation>
  </message>
  <message>
   <source>Open a store…</source>
   <translation>Datenspeicher öffnen…</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Put on the page</source>
   <translation>Auf die Seite legen</translation>
  </message>
  <message>
   <source>Samples</source>
   <translation>Proben</translation>
  </message>
  <message>
   <source>Select all</source>
   <translation>Alles auswählen</translation>
  </message>
  <message>
   <source>Show all samples</source>
   <translation>Alle Proben zeigen</translation>
  </message>
  <message>
   <source>Slant, size, order of strokes, speed and pressure of a hand, and how sure they are</source>
   <translation>Neigung, Größe, Reihenfolge der Striche, Tempo und Druck einer Hand, und wie sicher sie sind</translation>
  </message>
  <message>
   <source>Smaller pictures (-)</source>
   <translation>Kleinere Bilder (-)</translation>
  </message>
  <message>
   <source>Style…</source>
   <translation>Stil…</translation>
  </message>
  <message>
   <source>Try it with sample ink</source>
   <translation>Mit Beispieltinte probieren</translation>
  </message>
  <message>
   <source>Whose hands are collected: names, consent, export, erasing</source>
   <translation>Wessen Handschriften gesammelt werden: Namen, Einwilligung, Export, Entfernen</translation>
  </message>
  <message>
   <source>Write another label</source>
   <translation>Anderen Text schreiben</translation>
  </message>
  <message>
   <source>Writers…</source>
   <translation>Schreibende…</translation>
  </message>
  <message>
   <source>{:,} of {:,} samples</source>
   <translation>{:,} von {:,} Proben</translation>
  </message>
  <message>
   <source>{:,} samples</source>
   <translation>{:,} Proben</translation>
  </message>
  <message>
   <source>{:,} selected</source>
   <translation>{:,} ausgewählt</translation>
  </message>
 </context>
 <context>
  <name>DoctorDialog</name>
  <message>
   <source>Examine again</source>
   <translation>Erneut untersuchen</translation>
  </message>
  <message>
   <source>Look once more, after something was mended.</source>
   <translation>Noch einmal nachsehen, nachdem etwas behoben wurde.</translation>
  </message>
  <message>
   <source>Looking at Python, Qt, the pen, the graphics card, the folders and the models. A few seconds…</source>
   <translation>Python, Qt, Stift, Grafikkarte, Ordner und Modelle werden untersucht. Einige Sekunden …</translation>
  </message>
  <message>
   <source>The doctor could not be asked. Your page is safe; `ductus doctor` in a terminal may tell more.</source>
   <translation>Der Doktor war nicht zu sprechen. Die Seite ist sicher; `ductus doctor` im Terminal sagt vielleicht mehr.</translation>
  </message>
 </context>
 <context>
  <name>DwellClicks</name>
  <message>
   <source>{} is about to be pressed.</source>
   <translation>{} wird gleich gedrückt.</translation>
  </message>
 </context>
 <context>
  <name>Dwelling</name>
  <message>
   <source>The pen is about to be lifted.</source>
   <translation>Der Stift wird gleich abgehoben.</translation>
  </message>
  <message>
   <source>The pen is about to go down.</source>
   <translation>Der Stift setzt gleich auf.</translation>
  </message>
 </context>
 <context>
  <name>Empty</name>
  <message>
   <source>Ductus turns it into an image while you write, and recovers the strokes from that image: see them drawn again in time, pink to yellow.

You can also drop or paste a picture of a letter.</source>
   <translation>Schon beim Schreiben macht Ductus ein Bild daraus und gewinnt aus diesem Bild die Striche zurück: in der Zeit gezeichnet, von Rosa nach Gelb.

Ein Bild eines Buchstabens lässt sich auch hierher ziehen oder einfügen.</translation>
  </message>
  <message>
   <source>Open picture…</source>
   <translation>Bild öffnen …</translation>
  </message>
  <message>
   <source>Try a sample letter</source>
   <translation>Musterbuchstaben ausprobieren</translation>
  </message>
  <message>
   <source>Write one letter on the page</source>
   <translation>Einen Buchstaben auf die Seite schreiben</translation>
  </message>
 </context>
 <context>
  <name>ErasingDialog</name>
  <message>
   <source>All of it, and the name {}, is removed from every file of your collection: the journals, the store and its older copies. There is no undo.</source>
   <translation>All das und der Name {} werden aus jeder Datei der Sammlung entfernt: aus den Journalen, dem Datenspeicher und seinen älteren Kopien. Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>Erase a writer</source>
   <translation>Eine Person entfernen</translation>
  </message>
  <message>
   <source>Erase everything of {}?</source>
   <translation>Alles von {} entfernen?</translation>
  </message>
  <message>
   <source>Erase for ever</source>
   <translation>Endgültig entfernen</translation>
  </message>
  <message>
   <source>Models trained on this: {}. They stay, and may still write like this person; delete them in the Models folder if they shall not.</source>
   <translation>Damit trainierte Modelle: {}. Sie bleiben und schreiben vielleicht noch wie diese Person; wenn sie das nicht sollen, bitte im Modellordner löschen.</translation>
  </message>
  <message>
   <source>No model on this machine was trained on these samples.</source>
   <translation>Kein Modell auf diesem Rechner wurde mit diesen Proben trainiert.</translation>
  </message>
  <message>
   <source>Samples: {:,} · different labels: {:,} · sessions: {:,}</source>
   <translation>Proben: {:,} · verschiedene Texte: {:,} · Sitzungen: {:,}</translation>
  </message>
  <message>
   <source>The writer's name, to be sure</source>
   <translation>Der Name der Person, zur Sicherheit</translation>
  </message>
  <message>
   <source>To be sure, type the name: {}</source>
   <translation>Zur Sicherheit den Namen eingeben: {}</translation>
  </message>
  <message>
   <source>What you exported or gave away before is not reached. To keep a copy, cancel and export the writer first.</source>
   <translation>Was schon exportiert oder weitergegeben wurde, wird nicht erreicht. Um eine Kopie zu behalten, abbrechen und die Person zuerst exportieren.</translation>
  </message>
 </context>
 <context>
  <name>ErrorBar</name>
  <message>
   <source>Copy details</source>
   <translation>Einzelheiten kopieren</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Problem</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>Put the technical details on the clipboard</source>
   <translation>Die technischen Einzelheiten in die Zwischenablage legen</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>&amp;Background</source>
   <translation>&amp;Hintergrund</translation>
  </message>
  <message>
   <source>&amp;Colour</source>
   <translation>&amp;Farbe</translation>
  </message>
  <message>
   <source>&amp;Drawn</source>
   <translation>&amp;Gezeichnet</translation>
  </message>
  <message>
   <source>&amp;Format</source>
   <translation>&amp;Format</translation>
  </message>
  <message>
   <source>&amp;Ink</source>
   <translation>&amp;Tinte</translation>
  </message>
  <message>
   <source>&amp;Longer side</source>
   <translation>&amp;Längere Seite</translation>
  </message>
  <message>
   <source>&amp;Margin</source>
   <translation>&amp;Rand</translation>
  </message>
  <message>
   <source>&amp;Sheet</source>
   <translation>&amp;Blatt</translation>
  </message>
  <message>
   <source>Begin again at the end</source>
   <translation>Am Ende von vorn beginnen</translation>
  </message>
  <message>
   <source>Colours of time</source>
   <translation>Farben der Zeit</translation>
  </message>
  <message>
   <source>Drawing the preview…</source>
   <translation>Die Vorschau wird gezeichnet …</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>F&amp;rames</source>
   <translation>Bilde&amp;r</translation>
  </message>
  <message>
   <source>Fit to the sheet</source>
   <translation>In das Blatt einpassen</translation>
  </message>
  <message>
   <source>Order numbers and arrows</source>
   <translation>Nummern und Pfeile der Reihenfolge</translation>
  </message>
  <message>
   <source>Pen &amp;width</source>
   <translation>Stift&amp;breite</translation>
  </message>
  <message>
   <source>Ruled lines</source>
   <translation>Hilfslinien</translation>
  </message>
  <message>
   <source>S&amp;peed</source>
   <translation>&amp;Tempo</translation>
  </message>
  <message>
   <source>Written on the ruled lines</source>
   <translation>Auf den Linien geschrieben</translation>
  </message>
  <message>
   <source>about {}</source>
   <translation>etwa {}</translation>
  </message>
  <message>
   <source>as written</source>
   <translation>wie geschrieben</translation>
  </message>
  <message>
   <source>frames/s</source>
   <translation>Bilder/s</translation>
  </message>
  <message>
   <source>{:,.0f} mm less than as written</source>
   <translation>{:,.0f} mm weniger als wie geschrieben</translation>
  </message>
  <message>
   <source>{:,.0f} mm with the pen up</source>
   <translation>{:,.0f} mm mit gehobenem Stift</translation>
  </message>
  <message>
   <source>{:.0f} kB</source>
   <translation>{:.0f} kB</translation>
  </message>
  <message>
   <source>{:.0f} × {:.0f} mm</source>
   <translation>{:.0f} × {:.0f} mm</translation>
  </message>
  <message>
   <source>{:.1f} MB</source>
   <translation>{:.1f} MB</translation>
  </message>
  <message>
   <source>{:.1f} s</source>
   <translation>{:.1f} s</translation>
  </message>
  <message>
   <source>{} pages</source>
   <translation>{} Seiten</translation>
  </message>
  <message>
   <source>{} sheets</source>
   <translation>{} Blätter</translation>
  </message>
  <message>
   <source>{} strokes, {:,} points</source>
   <translation>{} Striche, {:,} Punkte</translation>
  </message>
  <message>
   <source>{} × {} px</source>
   <translation>{} × {} px</translation>
  </message>
 </context>
 <context>
  <name>Exporting</name>
  <message>
   <source>Copied the file {}.</source>
   <translation>Die Datei {} wurde kopiert.</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Export cancelled; no file was written.</source>
   <translation>Export abgebrochen; es wurde keine Datei geschrieben.</translation>
  </message>
  <message>
   <source>Exported {} to {}</source>
   <translation>{} exportiert nach {}</translation>
  </message>
  <message>
   <source>Exporting {}</source>
   <translation>{} wird exportiert</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
  <message>
   <source>The export</source>
   <translation>Der Export</translation>
  </message>
  <message>
   <source>There is no ink to export yet: write a letter first.</source>
   <translation>Es gibt noch keine Tinte zum Exportieren: zuerst einen Buchstaben schreiben.</translation>
  </message>
  <message>
   <source>{} did not work: {}. Your page is unchanged.</source>
   <translation>{} gelang nicht: {}. Die Seite ist unverändert.</translation>
  </message>
 </context>
 <context>
  <name>Facts</name>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Draw it as it was written (Space)</source>
   <translation>So zeichnen, wie sie geschrieben wurde (Leertaste)</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>No sample is selected</source>
   <translation>Keine Probe ist ausgewählt</translation>
  </message>
  <message>
   <source>Noticed</source>
   <translation>Bemerkt</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Put a copy on the page (Ctrl+Return)</source>
   <translation>Eine Kopie auf die Seite legen (Strg+Eingabe)</translation>
  </message>
  <message>
   <source>See the selected samples over and beside each other (C)</source>
   <translation>Die ausgewählten Proben über- und nebeneinander sehen (C)</translation>
  </message>
  <message>
   <source>Take the selected samples out; Undo brings them back (Delete)</source>
   <translation>Die ausgewählten Proben herausnehmen; Rückgängig holt sie zurück (Entf)</translation>
  </message>
  <message>
   <source>The sample's image</source>
   <translation>Das Bild der Probe</translation>
  </message>
  <message>
   <source>The sample's strokes</source>
   <translation>Die Striche der Probe</translation>
  </message>
  <message>
   <source>To page</source>
   <translation>Auf Seite</translation>
  </message>
  <message>
   <source>Writer</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>asked: {}</source>
   <translation>gefragt: {}</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>ohne Text</translation>
  </message>
  <message>
   <source>nothing remarkable</source>
   <translation>nichts Auffälliges</translation>
  </message>
  <message>
   <source>read with {:.0%}</source>
   <translation>gelesen mit {:.0%}</translation>
  </message>
  <message>
   <source>suspicion {:.0%}</source>
   <translation>Verdacht {:.0%}</translation>
  </message>
 </context>
 <context>
  <name>Filing</name>
  <message>
   <source>1 stroke</source>
   <translation>1 Strich</translation>
  </message>
  <message>
   <source>Character in the brackets</source>
   <translation>Zeichen in den Klammern</translation>
  </message>
  <message>
   <source>Opened {}: {}</source>
   <translation>{} geöffnet: {}</translation>
  </message>
  <message>
   <source>Recovered strokes</source>
   <translation>Wiedergewonnene Striche</translation>
  </message>
  <message>
   <source>Selection</source>
   <translation>Auswahl</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Whole page</source>
   <translation>Ganze Seite</translation>
  </message>
  <message>
   <source>{:,} strokes</source>
   <translation>{:,} Striche</translation>
  </message>
 </context>
 <context>
  <name>Folder</name>
  <message>
   <source>Change…</source>
   <translation>Ändern …</translation>
  </message>
  <message>
   <source>Choose a folder</source>
   <translation>Ordner wählen</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
 </context>
 <context>
  <name>Handling</name>
  <message>
   <source>Changed the label of 1 sample to {}.</source>
   <translation>Der Text von 1 Probe ist jetzt {}.</translation>
  </message>
  <message>
   <source>Changed the labels of {:,} samples to {}.</source>
   <translation>Der Text von {:,} Proben ist jetzt {}.</translation>
  </message>
  <message>
   <source>Deleted 1 sample.</source>
   <translation>1 Probe gelöscht.</translation>
  </message>
  <message>
   <source>Deleted {:,} samples.</source>
   <translation>{:,} Proben gelöscht.</translation>
  </message>
  <message>
   <source>Done again: {}</source>
   <translation>Wiederholt: {}</translation>
  </message>
  <message>
   <source>Export samples</source>
   <translation>Proben exportieren</translation>
  </message>
  <message>
   <source>InkML with labels and writers</source>
   <translation>InkML mit Texten und Schreibenden</translation>
  </message>
  <message>
   <source>PDF</source>
   <translation>PDF</translation>
  </message>
  <message>
   <source>PNG</source>
   <translation>PNG</translation>
  </message>
  <message>
   <source>Put 1 sample on the page.</source>
   <translation>1 Probe auf die Seite gelegt.</translation>
  </message>
  <message>
   <source>Put the first {} of {:,} samples on the page.</source>
   <translation>Die ersten {} von {:,} Proben auf die Seite gelegt.</translation>
  </message>
  <message>
   <source>Put {} samples on the page.</source>
   <translation>{} Proben auf die Seite gelegt.</translation>
  </message>
  <message>
   <source>SVG</source>
   <translation>SVG</translation>
  </message>
  <message>
   <source>Select a sample first.</source>
   <translation>Bitte zuerst eine Probe auswählen.</translation>
  </message>
  <message>
   <source>Select two or more samples to compare: Ctrl and a click adds one.</source>
   <translation>Zum Vergleichen zwei oder mehr Proben auswählen: Strg und ein Klick nimmt eine hinzu.</translation>
  </message>
  <message>
   <source>Taken back: {}</source>
   <translation>Zurückgenommen: {}</translation>
  </message>
  <message>
   <source>The first {:,} of {:,} samples are exported; export a writer for everything.</source>
   <translation>Die ersten {:,} von {:,} Proben werden exportiert; für alles eine Person exportieren.</translation>
  </message>
  <message>
   <source>There is nothing to redo.</source>
   <translation>Es gibt nichts zu wiederholen.</translation>
  </message>
  <message>
   <source>There is nothing to undo.</source>
   <translation>Es gibt nichts zurückzunehmen.</translation>
  </message>
  <message>
   <source>These samples hold no ink: they are images only.</source>
   <translation>Diese Proben enthalten keine Tinte: Sie sind nur Bilder.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>Hands</name>
  <message>
   <source>Another Ductus has the collection open; here it is only read.</source>
   <translation>Ein anderes Ductus hat die Sammlung geöffnet; hier wird sie nur gelesen.</translation>
  </message>
  <message>
   <source>Ductus store</source>
   <translation>Ductus-Datenspeicher</translation>
  </message>
  <message>
   <source>Erasing {}</source>
   <translation>{} wird entfernt</translation>
  </message>
  <message>
   <source>Everything of {} is erased.</source>
   <translation>Alles von {} ist entfernt.</translation>
  </message>
  <message>
   <source>Export everything of {}</source>
   <translation>Alles von {} exportieren</translation>
  </message>
  <message>
   <source>Exported to {}.</source>
   <translation>Exportiert nach {}.</translation>
  </message>
  <message>
   <source>Exporting {}</source>
   <translation>{} wird exportiert</translation>
  </message>
  <message>
   <source>Folder of ink, pictures and a table</source>
   <translation>Ordner mit Tinte, Bildern und einer Tabelle</translation>
  </message>
  <message>
   <source>Somebody is being erased; a moment, please.</source>
   <translation>Gerade wird jemand entfernt; einen Moment bitte.</translation>
  </message>
  <message>
   <source>The collection is being opened.</source>
   <translation>Die Sammlung wird geöffnet.</translation>
  </message>
  <message>
   <source>This could not be erased: {} Try again when the disk allows it.</source>
   <translation>Das ließ sich nicht entfernen: {} Bitte noch einmal, wenn der Datenträger es erlaubt.</translation>
  </message>
  <message>
   <source>Writer {}</source>
   <translation>Person {}</translation>
  </message>
  <message>
   <source>{} is erased here, but not yet from every older file: erase again, or pack, to finish.</source>
   <translation>{} ist hier entfernt, aber noch nicht aus jeder älteren Datei: bitte noch einmal entfernen oder packen, um es abzuschließen.</translation>
  </message>
  <message>
   <source>{} writes now.</source>
   <translation>{} schreibt jetzt.</translation>
  </message>
 </context>
 <context>
  <name>Helping</name>
  <message>
   <source>Attributions</source>
   <translation>Nachweise</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>Wird gelesen …</translation>
  </message>
 </context>
 <context>
  <name>ImportDialog</name>
  <message>
   <source>All</source>
   <translation>Alle</translation>
  </message>
  <message>
   <source>At most so many samples</source>
   <translation>Höchstens so viele Proben</translation>
  </message>
  <message>
   <source>Choose at least one kind of characters.</source>
   <translation>Mindestens eine Art von Zeichen wählen.</translation>
  </message>
  <message>
   <source>Choose the file, the folder or the archive that holds the dataset.</source>
   <translation>Wählen Sie die Datei, den Ordner oder das Archiv mit dem Datensatz.</translation>
  </message>
  <message>
   <source>Dataset name</source>
   <translation>Name des Datensatzes</translation>
  </message>
  <message>
   <source>File, folder or archive</source>
   <translation>Datei, Ordner oder Archiv</translation>
  </message>
  <message>
   <source>File, folder or archive of the dataset</source>
   <translation>Datei, Ordner oder Archiv des Datensatzes</translation>
  </message>
  <message>
   <source>Files of a dataset</source>
   <translation>Dateien eines Datensatzes</translation>
  </message>
  <message>
   <source>File…</source>
   <translation>Datei …</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Folder…</source>
   <translation>Ordner …</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Give the dataset a name without slashes.</source>
   <translation>Geben Sie dem Datensatz einen Namen ohne Schrägstriche.</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Import dataset</source>
   <translation>Datensatz importieren</translation>
  </message>
  <message>
   <source>Importing {}</source>
   <translation>{} wird importiert</translation>
  </message>
  <message>
   <source>Looking at the files…</source>
   <translation>Die Dateien werden angesehen …</translation>
  </message>
  <message>
   <source>Name of the dataset</source>
   <translation>Name des Datensatzes</translation>
  </message>
  <message>
   <source>Only characters</source>
   <translation>Nur die Zeichen</translation>
  </message>
  <message>
   <source>Only these characters</source>
   <translation>Nur diese Zeichen</translation>
  </message>
  <message>
   <source>Put on the page</source>
   <translation>Auf die Seite setzen</translation>
  </message>
  <message>
   <source>Read from</source>
   <translation>Gelesen aus</translation>
  </message>
  <message>
   <source>Samples at most</source>
   <translation>Höchstens</translation>
  </message>
  <message>
   <source>The dataset cannot be read and replaced at once; give the new one another name.</source>
   <translation>Der Datensatz kann nicht zugleich gelesen und ersetzt werden; geben Sie dem neuen einen anderen Namen.</translation>
  </message>
  <message>
   <source>There is a dataset called {} already; it is replaced when the import is done.</source>
   <translation>Es gibt schon einen Datensatz namens {}; er wird ersetzt, wenn der Import fertig ist.</translation>
  </message>
  <message>
   <source>These files are: {}.</source>
   <translation>Diese Dateien sind: {}.</translation>
  </message>
  <message>
   <source>{} is not there.</source>
   <translation>{} ist nicht da.</translation>
  </message>
 </context>
 <context>
  <name>Importing</name>
  <message>
   <source>Copy details</source>
   <translation>Einzelheiten kopieren</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <source>Imported</source>
   <translation>Importiert</translation>
  </message>
  <message>
   <source>{}: {}</source>
   <translation>{}: {}</translation>
  </message>
 </context>
 <context>
  <name>Incoming</name>
  <message>
   <source>Reading {}…</source>
   <translation>{} wird gelesen …</translation>
  </message>
  <message>
   <source>The engine, which reads files, is off: start it again and {} opens.</source>
   <translation>Die Maschine, die Dateien liest, ist aus: neu starten, dann öffnet sich {}.</translation>
  </message>
  <message>
   <source>{} holds no ink.</source>
   <translation>{} enthält keine Tinte.</translation>
  </message>
  <message>
   <source>{} opens as soon as the engine is ready.</source>
   <translation>{} öffnet sich, sobald die Maschine bereit ist.</translation>
  </message>
 </context>
 <context>
  <name>LabelField</name>
  <message>
   <source>Label</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>Return keeps the label, Tab keeps it and goes on to the next sample.</source>
   <translation>Die Eingabetaste übernimmt den Text, Tab übernimmt ihn und geht zur nächsten Probe.</translation>
  </message>
 </context>
 <context>
  <name>LetterWays</name>
  <message>
   <source>How each letter is written</source>
   <translation>Wie jeder Buchstabe geschrieben wird</translation>
  </message>
 </context>
 <context>
  <name>Mending</name>
  <message>
   <source>Checking the collection</source>
   <translation>Die Sammlung wird geprüft</translation>
  </message>
  <message>
   <source>The collection is being worked on already; try again in a moment.</source>
   <translation>An der Sammlung wird schon gearbeitet; versuche es gleich noch einmal.</translation>
  </message>
 </context>
 <context>
  <name>ModelsPanel</name>
  <message>
   <source>(in use)</source>
   <translation>(in Gebrauch)</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Models on this machine</source>
   <translation>Modelle auf diesem Rechner</translation>
  </message>
  <message>
   <source>Open models folder</source>
   <translation>Modellordner öffnen</translation>
  </message>
  <message>
   <source>Start again</source>
   <translation>Neu starten</translation>
  </message>
  <message>
   <source>Start the engine afresh; it looks for models again</source>
   <translation>Die Maschine frisch starten; sie sucht erneut nach Modellen</translation>
  </message>
  <message>
   <source>The engine is starting and looks for models.</source>
   <translation>Die Maschine startet und sucht nach Modellen.</translation>
  </message>
  <message>
   <source>There is no model on this machine yet. Put a model's folder into the models folder, then press Start again.</source>
   <translation>Auf diesem Rechner ist noch kein Modell. Den Ordner eines Modells in den Modellordner legen, dann Neu starten drücken.</translation>
  </message>
  <message>
   <source>Use this model</source>
   <translation>Dieses Modell nutzen</translation>
  </message>
 </context>
 <context>
  <name>Nothing</name>
  <message>
   <source>Drop a scan or a photograph on the page, paste one, or open a file. Its ink fades, and the strokes that made it draw themselves over it, in the order and at the pace of a hand. They are ink like any other: change them, export them, print them.</source>
   <translation>Ziehen Sie einen Scan oder ein Foto auf die Seite, fügen Sie eines ein oder öffnen Sie eine Datei. Die Tinte verblasst, und die Striche, aus denen sie entstand, zeichnen sich darüber, in der Reihenfolge und im Tempo einer Hand. Sie sind Tinte wie jede andere und lassen sich ändern, exportieren und drucken.</translation>
  </message>
  <message>
   <source>Open picture…</source>
   <translation>Bild öffnen …</translation>
  </message>
  <message>
   <source>Put a picture of handwriting on the page</source>
   <translation>Legen Sie ein Bild von Handschrift auf die Seite</translation>
  </message>
  <message>
   <source>Try a sample picture</source>
   <translation>Musterbild probieren</translation>
  </message>
 </context>
 <context>
  <name>Nudging</name>
  <message>
   <source>A stroke keeps its two ends; the Select tool deletes it whole.</source>
   <translation>Ein Strich behält seine zwei Enden; mit dem Werkzeug Auswählen wird er ganz gelöscht.</translation>
  </message>
  <message>
   <source>A stroke with {} points.</source>
   <translation>Ein Strich mit {} Punkten.</translation>
  </message>
  <message>
   <source>Click a stroke to show its points, or press Tab.</source>
   <translation>Klicken Sie einen Strich an, um seine Punkte zu zeigen, oder drücken Sie Tab.</translation>
  </message>
  <message>
   <source>No point is chosen: click one, or press Tab.</source>
   <translation>Kein Punkt ist gewählt: klicken Sie einen an oder drücken Sie Tab.</translation>
  </message>
  <message>
   <source>Point {} of {} of a stroke, at {:.1f}, {:.1f} mm.</source>
   <translation>Punkt {} von {} eines Strichs, bei {:.1f}, {:.1f} mm.</translation>
  </message>
  <message>
   <source>Point {} of {}: the arrow keys move it, Delete removes it.</source>
   <translation>Punkt {} von {}: die Pfeiltasten bewegen ihn, Entf entfernt ihn.</translation>
  </message>
  <message>
   <source>The stroke is drawn the other way round.</source>
   <translation>Der Strich wird andersherum gezeichnet.</translation>
  </message>
 </context>
 <context>
  <name>Overlay</name>
  <message>
   <source>The samples over each other</source>
   <translation>Die Proben übereinander</translation>
  </message>
 </context>
 <context>
  <name>PageView</name>
  <message>
   <source>Page</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Write here with a pen or the mouse.</source>
   <translation>Hier mit einem Stift oder der Maus schreiben.</translation>
  </message>
  <message>
   <source>opening…</source>
   <translation>wird geöffnet …</translation>
  </message>
 </context>
 <context>
  <name>Pages</name>
  <message>
   <source>1 stroke</source>
   <translation>1 Strich</translation>
  </message>
  <message>
   <source>A new page; the old one is kept under Open recent.</source>
   <translation>Eine neue Seite; die alte bleibt unter Zuletzt geöffnet.</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Ductus page</source>
   <translation>Ductus-Seite</translation>
  </message>
  <message>
   <source>Opened {}: {}</source>
   <translation>{} geöffnet: {}</translation>
  </message>
  <message>
   <source>Revert</source>
   <translation>Zurück zum Gesicherten</translation>
  </message>
  <message>
   <source>Save asks for a name, so that the damaged file stays.</source>
   <translation>Sichern fragt nach einem Namen, damit die beschädigte Datei bleibt.</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Sichern unter …</translation>
  </message>
  <message>
   <source>Save page</source>
   <translation>Seite sichern</translation>
  </message>
  <message>
   <source>Saved {} to {}</source>
   <translation>{} gesichert nach {}</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Untitled</source>
   <translation>Ohne Namen</translation>
  </message>
  <message>
   <source>Your page is safe and stays here: it could not be kept elsewhere.</source>
   <translation>Die Seite ist sicher und bleibt hier: Anderswo ließ sie sich nicht aufbewahren.</translation>
  </message>
  <message>
   <source>Your page is safe: Ductus keeps it here, edited, until it can be saved.</source>
   <translation>Die Seite ist sicher: Ductus bewahrt sie hier bearbeitet auf, bis sie sich sichern lässt.</translation>
  </message>
  <message>
   <source>Your page is unchanged.</source>
   <translation>Die Seite ist unverändert.</translation>
  </message>
  <message>
   <source>the untitled page</source>
   <translation>die Seite ohne Namen</translation>
  </message>
  <message>
   <source>{:,} strokes</source>
   <translation>{:,} Striche</translation>
  </message>
  <message>
   <source>{} It was not written over.</source>
   <translation>{} Sie wurde nicht überschrieben.</translation>
  </message>
  <message>
   <source>{} is open already, with what you changed.</source>
   <translation>{} ist schon offen, mit den Änderungen.</translation>
  </message>
 </context>
 <context>
  <name>Pair</name>
  <message>
   <source>Conversion</source>
   <translation>Umwandlung</translation>
  </message>
 </context>
 <context>
  <name>Palette</name>
  <message>
   <source>Commands</source>
   <translation>Befehle</translation>
  </message>
  <message>
   <source>Find a command</source>
   <translation>Befehl suchen</translation>
  </message>
  <message>
   <source>No command has that name.</source>
   <translation>Kein Befehl heißt so.</translation>
  </message>
  <message>
   <source>Part of the command's name</source>
   <translation>Teil des Befehlsnamens</translation>
  </message>
 </context>
 <context>
  <name>PenDialog</name>
  <message>
   <source>A soft pen is broad at little pressure already.</source>
   <translation>Ein weicher Stift ist schon bei wenig Druck breit.</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Colour</source>
   <translation>Farbe</translation>
  </message>
  <message>
   <source>Colour of the pen</source>
   <translation>Farbe des Stifts</translation>
  </message>
  <message>
   <source>Colour: {}</source>
   <translation>Farbe: {}</translation>
  </message>
  <message>
   <source>How much the shown ink is calmed; 0 shows it as recorded.</source>
   <translation>Wie stark die gezeigte Tinte beruhigt wird; 0 zeigt sie wie aufgenommen.</translation>
  </message>
  <message>
   <source>How thin the lightest touch draws; 100 %: always the same.</source>
   <translation>Wie dünn die leichteste Berührung zeichnet; 100 %: immer gleich.</translation>
  </message>
  <message>
   <source>Least width</source>
   <translation>Kleinste Breite</translation>
  </message>
  <message>
   <source>New strokes are drawn with this pen, and what is selected too.</source>
   <translation>Neue Striche werden mit diesem Stift gezeichnet, Ausgewähltes ebenso.</translation>
  </message>
  <message>
   <source>On this paper the colour is shown stronger, so that it can be seen; exports keep it as chosen.</source>
   <translation>Auf diesem Papier wird die Farbe kräftiger gezeigt, damit sie zu sehen ist; Exporte behalten sie wie gewählt.</translation>
  </message>
  <message>
   <source>Other…</source>
   <translation>Andere …</translation>
  </message>
  <message>
   <source>Pen settings</source>
   <translation>Stifteinstellungen</translation>
  </message>
  <message>
   <source>Preset: {}</source>
   <translation>Vorgabe: {}</translation>
  </message>
  <message>
   <source>Pressure</source>
   <translation>Druck</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>Glättung</translation>
  </message>
  <message>
   <source>Softness</source>
   <translation>Weichheit</translation>
  </message>
  <message>
   <source>Takes trembling out of the shown ink. What the pen recorded stays as it is.</source>
   <translation>Nimmt der gezeigten Tinte das Zittern. Was der Stift aufnahm, bleibt, wie es ist.</translation>
  </message>
  <message>
   <source>Tremor filter</source>
   <translation>Zitterfilter</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <source>Width at medium pressure; the keys [ and ] change it too.</source>
   <translation>Breite bei mittlerem Druck; auch die Tasten [ und ] ändern sie.</translation>
  </message>
  <message>
   <source>off</source>
   <translation>aus</translation>
  </message>
  <message>
   <source>raw</source>
   <translation>roh</translation>
  </message>
  <message>
   <source>{:.2f} mm</source>
   <translation>{:.2f} mm</translation>
  </message>
 </context>
 <context>
  <name>Placing</name>
  <message>
   <source>The page holds as many pictures as it can keep: begin another page for {}.</source>
   <translation>Die Seite hält so viele Bilder, wie sie kann: Beginnen Sie für {} eine andere Seite.</translation>
  </message>
  <message>
   <source>The picture could not be put on the page: {}. Your page is unchanged.</source>
   <translation>Das Bild konnte nicht auf die Seite gelegt werden: {}. Ihre Seite ist unverändert.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>{} lies on the page, beneath the ink.</source>
   <translation>{} liegt auf der Seite, unter der Tinte.</translation>
  </message>
 </context>
 <context>
  <name>Preferences</name>
  <message>
   <source>Find a setting</source>
   <translation>Einstellung suchen</translation>
  </message>
  <message>
   <source>No setting is called that.</source>
   <translation>Keine Einstellung heißt so.</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>Seiten</translation>
  </message>
  <message>
   <source>Preferences</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Restart Ductus now</source>
   <translation>Ductus jetzt neu starten</translation>
  </message>
 </context>
 <context>
  <name>PressureCurve</name>
  <message>
   <source>Pressure curve</source>
   <translation>Druckkurve</translation>
  </message>
 </context>
 <context>
  <name>Preview</name>
  <message>
   <source>Drawing the preview…</source>
   <translation>Die Vorschau wird gezeichnet …</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
 </context>
 <context>
  <name>Printing</name>
  <message>
   <source>&amp;Fit to the sheet</source>
   <translation>In das &amp;Blatt einpassen</translation>
  </message>
  <message>
   <source>Ink</source>
   <translation>Tinte</translation>
  </message>
  <message>
   <source>No printer was found; the sheets can be saved as a PDF file instead.</source>
   <translation>Es wurde kein Drucker gefunden; die Blätter lassen sich stattdessen als PDF-Datei speichern.</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Print</source>
   <translation>Drucken</translation>
  </message>
  <message>
   <source>Printed.</source>
   <translation>Gedruckt.</translation>
  </message>
  <message>
   <source>Printing did not work: {}. Your page is unchanged.</source>
   <translation>Das Drucken gelang nicht: {}. Die Seite ist unverändert.</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>Drucken …</translation>
  </message>
  <message>
   <source>Save as PDF</source>
   <translation>Als PDF speichern</translation>
  </message>
  <message>
   <source>Save as PDF…</source>
   <translation>Als PDF speichern …</translation>
  </message>
  <message>
   <source>Saved as {}.</source>
   <translation>Gespeichert als {}.</translation>
  </message>
  <message>
   <source>There is no ink to print yet: write a letter first.</source>
   <translation>Es gibt noch keine Tinte zum Drucken: zuerst einen Buchstaben schreiben.</translation>
  </message>
  <message>
   <source>this installation of Qt cannot print; export a PDF instead</source>
   <translation>diese Installation von Qt kann nicht drucken; stattdessen als PDF exportieren</translation>
  </message>
 </context>
 <context>
  <name>ReadingDialog</name>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Print this page.</source>
   <translation>Diese Seite drucken.</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>Drucken …</translation>
  </message>
  <message>
   <source>Put all of this on the clipboard as text.</source>
   <translation>All dies als Text in die Zwischenablage legen.</translation>
  </message>
 </context>
 <context>
  <name>Recents</name>
  <message>
   <source>All kept pages…</source>
   <translation>Alle aufbewahrten Seiten …</translation>
  </message>
  <message>
   <source>Forget these files</source>
   <translation>Diese Dateien vergessen</translation>
  </message>
  <message>
   <source>Open recent</source>
   <translation>Zuletzt geöffnet</translation>
  </message>
 </context>
 <context>
  <name>RecoverPanel</name>
  <message>
   <source>1 stroke</source>
   <translation>1 Strich</translation>
  </message>
  <message>
   <source>1 to check</source>
   <translation>1 zu prüfen</translation>
  </message>
  <message>
   <source>Add by hand</source>
   <translation>Von Hand dazu</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cut it in the middle; the Ink menu cuts elsewhere</source>
   <translation>In der Mitte teilen; das Menü Tinte teilt anderswo</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Doing</source>
   <translation>Was geschieht</translation>
  </message>
  <message>
   <source>Draw a stroke that is missing with the pen</source>
   <translation>Einen fehlenden Strich mit dem Stift zeichnen</translation>
  </message>
  <message>
   <source>Draw it from its end to its start (Enter or a double click)</source>
   <translation>Vom Ende zum Anfang zeichnen (Eingabetaste oder Doppelklick)</translation>
  </message>
  <message>
   <source>Find the strokes that made this picture (R)</source>
   <translation>Die Striche finden, aus denen dieses Bild entstand (R)</translation>
  </message>
  <message>
   <source>Finding the strokes, {:.0%}</source>
   <translation>Striche werden gesucht, {:.0%}</translation>
  </message>
  <message>
   <source>Finding the strokes…</source>
   <translation>Striche werden gesucht …</translation>
  </message>
  <message>
   <source>Fine lines</source>
   <translation>Feine Linien</translation>
  </message>
  <message>
   <source>How much of the picture is seen beneath the strokes</source>
   <translation>Wie viel vom Bild unter den Strichen zu sehen ist</translation>
  </message>
  <message>
   <source>Join</source>
   <translation>Verbinden</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Keep and recover again</source>
   <translation>Behalten und erneut wiedergewinnen</translation>
  </message>
  <message>
   <source>Keep the selected strokes as they are and find the others anew around them (Shift+R)</source>
   <translation>Die ausgewählten Striche lassen, wie sie sind, und die anderen um sie herum neu suchen (Umschalt+R)</translation>
  </message>
  <message>
   <source>Lock it: it stays as it is when you recover again (K)</source>
   <translation>Festhalten: Er bleibt beim erneuten Suchen, wie er ist (K)</translation>
  </message>
  <message>
   <source>Make one stroke of the selected ones (Ctrl+J)</source>
   <translation>Aus den ausgewählten Strichen einen machen (Strg+J)</translation>
  </message>
  <message>
   <source>Number the strokes on the page and show their direction, as in a copybook</source>
   <translation>Die Striche auf der Seite nummerieren und ihre Richtung zeigen, wie in einem Schönschreibheft</translation>
  </message>
  <message>
   <source>Numbers and arrows</source>
   <translation>Nummern und Pfeile</translation>
  </message>
  <message>
   <source>Opacity of the picture</source>
   <translation>Deckkraft des Bildes</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Picture beneath</source>
   <translation>Bild darunter</translation>
  </message>
  <message>
   <source>Press “Recover strokes”, or R: the picture fades, and the strokes that made it draw themselves over it.</source>
   <translation>Drücken Sie „Striche wiedergewinnen“ oder R: Das Bild verblasst, und die Striche, aus denen es entstand, zeichnen sich darüber.</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Recover</source>
   <translation>Striche</translation>
  </message>
  <message>
   <source>Recover again</source>
   <translation>Erneut wiedergewinnen</translation>
  </message>
  <message>
   <source>Recover strokes</source>
   <translation>Striche wiedergewinnen</translation>
  </message>
  <message>
   <source>Reverse</source>
   <translation>Umkehren</translation>
  </message>
  <message>
   <source>Show where each stroke runs, over the picture; without it, as wide as it is exported</source>
   <translation>Über dem Bild zeigen, wo jeder Strich verläuft; sonst so breit, wie er exportiert wird</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Teilen</translation>
  </message>
  <message>
   <source>Strokes</source>
   <translation>Striche</translation>
  </message>
  <message>
   <source>Strokes appear on the page as they are found.</source>
   <translation>Die Striche erscheinen auf der Seite, sobald sie gefunden sind.</translation>
  </message>
  <message>
   <source>Take it off the page (Del)</source>
   <translation>Von der Seite nehmen (Entf)</translation>
  </message>
  <message>
   <source>The engine is starting; strokes are recovered as soon as it is ready.</source>
   <translation>Die Maschine startet; Striche werden wiedergewonnen, sobald er bereit ist.</translation>
  </message>
  <message>
   <source>{:,} strokes</source>
   <translation>{:,} Striche</translation>
  </message>
  <message>
   <source>{:,} to check</source>
   <translation>{:,} zu prüfen</translation>
  </message>
  <message>
   <source>{} left</source>
   <translation>noch {}</translation>
  </message>
 </context>
 <context>
  <name>Recovering</name>
  <message>
   <source>1 stroke</source>
   <translation>1 Strich</translation>
  </message>
  <message>
   <source>No strokes were found in {}. Your page is unchanged.</source>
   <translation>In {} wurden keine Striche gefunden. Ihre Seite ist unverändert.</translation>
  </message>
  <message>
   <source>Recovered {} from {}.</source>
   <translation>{} aus {} wiedergewonnen.</translation>
  </message>
  <message>
   <source>Recovering {}</source>
   <translation>Striche aus {}</translation>
  </message>
  <message>
   <source>Sample picture</source>
   <translation>Musterbild</translation>
  </message>
  <message>
   <source>Select a recovered stroke first, on the page or in the Recover panel.</source>
   <translation>Wählen Sie zuerst einen wiedergewonnenen Strich aus, auf der Seite oder im Bereich „Striche“.</translation>
  </message>
  <message>
   <source>Stopped: {} words were recovered.</source>
   <translation>Angehalten: {} Wörter wurden wiedergewonnen.</translation>
  </message>
  <message>
   <source>Strokes are being recovered already.</source>
   <translation>Es werden schon Striche wiedergewonnen.</translation>
  </message>
  <message>
   <source>Strokes could not be recovered: {}. Your page is unchanged.</source>
   <translation>Die Striche konnten nicht wiedergewonnen werden: {}. Ihre Seite ist unverändert.</translation>
  </message>
  <message>
   <source>The picture is not on the page any more, so its strokes were left out.</source>
   <translation>Das Bild liegt nicht mehr auf der Seite, daher wurden seine Striche weggelassen.</translation>
  </message>
  <message>
   <source>There is no picture on the page yet: drop or paste one, or try a sample picture.</source>
   <translation>Auf der Seite liegt noch kein Bild: Ziehen Sie eines darauf, fügen Sie eines ein oder probieren Sie ein Musterbild.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>stopping</source>
   <translation>hält an</translation>
  </message>
  <message>
   <source>{:,} strokes</source>
   <translation>{:,} Striche</translation>
  </message>
  <message>
   <source>{} cannot be read: it is damaged. Your page is unchanged.</source>
   <translation>{} kann nicht gelesen werden: Die Datei ist beschädigt. Ihre Seite ist unverändert.</translation>
  </message>
 </context>
 <context>
  <name>Restoration</name>
  <message>
   <source>A part of this letter was erased.</source>
   <translation>Ein Teil dieses Buchstabens wurde radiert.</translation>
  </message>
  <message>
   <source>Filling in what is missing…</source>
   <translation>Fehlendes wird ergänzt …</translation>
  </message>
  <message>
   <source>If the picture is damaged, the model can make it whole.</source>
   <translation>Ist das Bild beschädigt, kann das Modell es ergänzen.</translation>
  </message>
  <message>
   <source>Nothing is missing yet: erase a part of a letter, or open a damaged picture, then restore.</source>
   <translation>Noch fehlt nichts: einen Teil eines Buchstabens radieren oder ein beschädigtes Bild öffnen, dann ergänzen.</translation>
  </message>
  <message>
   <source>The model finds nothing to add here; your ink is as it was.</source>
   <translation>Das Modell findet hier nichts zu ergänzen; die Tinte ist, wie sie war.</translation>
  </message>
  <message>
   <source>This is what the model would fill in. It is a guess; nothing is changed yet.</source>
   <translation>Das würde das Modell ergänzen. Es ist eine Vermutung; noch ist nichts verändert.</translation>
  </message>
 </context>
 <context>
  <name>Reworking</name>
  <message>
   <source>A stroke cannot be split at its end.</source>
   <translation>An seinem Ende lässt sich ein Strich nicht teilen.</translation>
  </message>
  <message>
   <source>Click a stroke with the select tool first: it is split there.</source>
   <translation>Erst einen Strich mit dem Auswahlwerkzeug anklicken: Dort wird er geteilt.</translation>
  </message>
  <message>
   <source>It is drawn first already.</source>
   <translation>Es wird schon als Erstes gezeichnet.</translation>
  </message>
  <message>
   <source>It is drawn last already.</source>
   <translation>Es wird schon als Letztes gezeichnet.</translation>
  </message>
  <message>
   <source>Joining needs two strokes: select them, or write a character of several strokes.</source>
   <translation>Verbinden braucht zwei Striche: sie auswählen oder ein Zeichen aus mehreren Strichen schreiben.</translation>
  </message>
  <message>
   <source>There is no corner to split at.</source>
   <translation>Es gibt keine Ecke zum Teilen.</translation>
  </message>
  <message>
   <source>There is no ink to change: write something, or select ink first.</source>
   <translation>Keine Tinte zum Ändern: erst etwas schreiben oder Tinte auswählen.</translation>
  </message>
  <message>
   <source>{} points became {}.</source>
   <translation>Aus {} Punkten wurden {}.</translation>
  </message>
 </context>
 <context>
  <name>Ring</name>
  <message>
   <source>Ring of dwelling</source>
   <translation>Ring beim Verweilen</translation>
  </message>
 </context>
 <context>
  <name>Row</name>
  <message>
   <source>on</source>
   <translation>an</translation>
  </message>
 </context>
 <context>
  <name>Scribble</name>
  <message>
   <source>Paper for trying the pen</source>
   <translation>Papier zum Ausprobieren des Stifts</translation>
  </message>
  <message>
   <source>Scribble here, with a pen or a mouse.</source>
   <translation>Hier kritzeln, mit Stift oder Maus.</translation>
  </message>
  <message>
   <source>Scribble here: each dot is one event that the pen sent.</source>
   <translation>Hier kritzeln: Jeder Punkt ist ein Ereignis, das der Stift gesendet hat.</translation>
  </message>
 </context>
 <context>
  <name>Selecting</name>
  <message>
   <source>A picture cannot lie there. Your page is unchanged.</source>
   <translation>Dort kann kein Bild liegen. Ihre Seite ist unverändert.</translation>
  </message>
  <message>
   <source>Nothing is selected: click a character with the Select tool first.</source>
   <translation>Nichts ist ausgewählt: erst mit dem Auswahlwerkzeug ein Zeichen anklicken.</translation>
  </message>
  <message>
   <source>Selected picture: {}.</source>
   <translation>Ausgewähltes Bild: {}.</translation>
  </message>
  <message>
   <source>The clipboard holds no ink and no picture.</source>
   <translation>Die Zwischenablage enthält weder Tinte noch Bild.</translation>
  </message>
  <message>
   <source>without a name</source>
   <translation>ohne Namen</translation>
  </message>
 </context>
 <context>
  <name>SettingsPage</name>
  <message>
   <source>Only the settings of this page.</source>
   <translation>Nur die Einstellungen dieser Seite.</translation>
  </message>
  <message>
   <source>Reset to defaults</source>
   <translation>Auf Vorgaben zurücksetzen</translation>
  </message>
 </context>
 <context>
  <name>SetupForm</name>
  <message>
   <source>A text of your own</source>
   <translation>Ein eigener Text</translation>
  </message>
  <message>
   <source>And a text of your own, if you like: type or paste it here.</source>
   <translation>Und, wenn Sie mögen, ein eigener Text: hier tippen oder einfügen.</translation>
  </message>
  <message>
   <source>Choose at least one thing to write.</source>
   <translation>Wählen Sie mindestens eine Sache zum Schreiben.</translation>
  </message>
  <message>
   <source>Go on by itself when the pen rests for</source>
   <translation>Von selbst weiter, wenn der Stift ruht für</translation>
  </message>
  <message>
   <source>Go on when the pen rests</source>
   <translation>Weiter, wenn der Stift ruht</translation>
  </message>
  <message>
   <source>How often each letter</source>
   <translation>Wie oft jeder Buchstabe</translation>
  </message>
  <message>
   <source>New writer…</source>
   <translation>Neue Person…</translation>
  </message>
  <message>
   <source>One switch: short press walks, long press chooses</source>
   <translation>Ein Schalter: kurz wandert, lang wählt</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Beginnen</translation>
  </message>
  <message>
   <source>Start a new session</source>
   <translation>Neue Sitzung beginnen</translation>
  </message>
  <message>
   <source>Wait for me: nothing goes on by itself</source>
   <translation>Auf mich warten: Nichts geht von selbst weiter</translation>
  </message>
  <message>
   <source>What to write</source>
   <translation>Was geschrieben wird</translation>
  </message>
  <message>
   <source>Writer</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>times each letter</source>
   <translation>mal jeder Buchstabe</translation>
  </message>
 </context>
 <context>
  <name>Sharing</name>
  <message>
   <source>Dropped picture</source>
   <translation>Abgelegtes Bild</translation>
  </message>
  <message>
   <source>Ductus opens up to {} megapixels. Make it smaller and try again.</source>
   <translation>Ductus öffnet bis zu {} Megapixel. Bitte verkleinern und noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Pasted picture</source>
   <translation>Eingefügtes Bild</translation>
  </message>
  <message>
   <source>That</source>
   <translation>Das</translation>
  </message>
  <message>
   <source>The picture has {} x {} pixels</source>
   <translation>Das Bild hat {} x {} Pixel</translation>
  </message>
  <message>
   <source>The picture holds no pixels.</source>
   <translation>Das Bild hat keine Pixel.</translation>
  </message>
  <message>
   <source>{} is neither a page, nor ink, nor a picture that Ductus opens ({}).</source>
   <translation>{} ist weder Seite noch Tinte noch ein Bild, das Ductus öffnet ({}).</translation>
  </message>
  <message>
   <source>{} of {} files are used: datasets are imported by themselves.</source>
   <translation>{} von {} Dateien werden verwendet: Datensätze werden für sich importiert.</translation>
  </message>
  <message>
   <source>{} of {} files are used: one page at a time.</source>
   <translation>{} von {} Dateien werden genommen: eine Seite auf einmal.</translation>
  </message>
  <message>
   <source>{} of {} files are used: one picture at a time, or ink.</source>
   <translation>{} von {} Dateien werden genommen: ein Bild auf einmal, oder Tinte.</translation>
  </message>
 </context>
 <context>
  <name>SheetDialog</name>
  <message>
   <source>&amp;Height of boxes</source>
   <translation>&amp;Höhe der Felder</translation>
  </message>
  <message>
   <source>&amp;Prompts</source>
   <translation>Vor&amp;lagen</translation>
  </message>
  <message>
   <source>&amp;Text</source>
   <translation>&amp;Text</translation>
  </message>
  <message>
   <source>&amp;Writer</source>
   <translation>&amp;Schreiber</translation>
  </message>
  <message>
   <source>1 page</source>
   <translation>1 Seite</translation>
  </message>
  <message>
   <source>A box for each character</source>
   <translation>Ein Feld für jedes Zeichen</translation>
  </message>
  <message>
   <source>A word or a sentence</source>
   <translation>Ein Wort oder ein Satz</translation>
  </message>
  <message>
   <source>As the text needs</source>
   <translation>Wie es der Text braucht</translation>
  </message>
  <message>
   <source>Collection sheet</source>
   <translation>Sammelbogen</translation>
  </message>
  <message>
   <source>Drawing the preview…</source>
   <translation>Die Vorschau wird gezeichnet…</translation>
  </message>
  <message>
   <source>First page</source>
   <translation>Erste Seite</translation>
  </message>
  <message>
   <source>For the left hand: from right to left</source>
   <translation>Für die linke Hand: von rechts nach links</translation>
  </message>
  <message>
   <source>Nobody in particular</source>
   <translation>Niemand Bestimmtes</translation>
  </message>
  <message>
   <source>P&amp;aper</source>
   <translation>P&amp;apier</translation>
  </message>
  <message>
   <source>Print the sheet at 100%, write on it with a dark pen, then scan or photograph it and choose Read sheets. The code in its corner says what was asked for and where.</source>
   <translation>Drucken Sie den Bogen mit 100 %, beschreiben Sie ihn mit einem dunklen Stift, scannen oder fotografieren Sie ihn und wählen Sie Bögen lesen. Der Code in seiner Ecke sagt, was wo verlangt war.</translation>
  </message>
  <message>
   <source>Save PDF…</source>
   <translation>PDF speichern…</translation>
  </message>
  <message>
   <source>Save the sheet</source>
   <translation>Bogen speichern</translation>
  </message>
  <message>
   <source>Sheet</source>
   <translation>Bogen</translation>
  </message>
  <message>
   <source>US Letter</source>
   <translation>US Letter</translation>
  </message>
  <message>
   <source>Write &amp;each</source>
   <translation>&amp;Jedes schreiben</translation>
  </message>
  <message>
   <source>Your own text</source>
   <translation>Ein eigener Text</translation>
  </message>
  <message>
   <source>{} mm</source>
   <translation>{} mm</translation>
  </message>
  <message>
   <source>{} pages</source>
   <translation>{} Seiten</translation>
  </message>
  <message>
   <source>{}, {} boxes, each {} mm high</source>
   <translation>{}, {} Felder, je {} mm hoch</translation>
  </message>
 </context>
 <context>
  <name>SheetReview</name>
  <message>
   <source>1 page</source>
   <translation>1 Seite</translation>
  </message>
  <message>
   <source>Add 1 sample</source>
   <translation>1 Probe hinzufügen</translation>
  </message>
  <message>
   <source>Add {} samples</source>
   <translation>{} Proben hinzufügen</translation>
  </message>
  <message>
   <source>Boxes that were read</source>
   <translation>Gelesene Felder</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Choose pictures…</source>
   <translation>Bilder wählen…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Drop scans or photographs of written sheets here, or choose them.</source>
   <translation>Legen Sie Scans oder Fotos beschriebener Bögen hier ab, oder wählen Sie sie.</translation>
  </message>
  <message>
   <source>Keep all</source>
   <translation>Alle behalten</translation>
  </message>
  <message>
   <source>Keep none</source>
   <translation>Keine behalten</translation>
  </message>
  <message>
   <source>New writer</source>
   <translation>Neuer Schreiber</translation>
  </message>
  <message>
   <source>No box was found.</source>
   <translation>Es wurde kein Feld gefunden.</translation>
  </message>
  <message>
   <source>Nothing was read.</source>
   <translation>Es wurde nichts gelesen.</translation>
  </message>
  <message>
   <source>Only those with a remark</source>
   <translation>Nur solche mit Anmerkung</translation>
  </message>
  <message>
   <source>Page {}, box {}, {}</source>
   <translation>Seite {}, Feld {}, {}</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Pictures of sheets</source>
   <translation>Bilder von Bögen</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Read sheets</source>
   <translation>Bögen lesen</translation>
  </message>
  <message>
   <source>Reading {}…</source>
   <translation>{} wird gelesen…</translation>
  </message>
  <message>
   <source>Reads as</source>
   <translation>Heißt</translation>
  </message>
  <message>
   <source>Space keeps a box or leaves it out.</source>
   <translation>Die Leertaste behält ein Feld oder lässt es weg.</translation>
  </message>
  <message>
   <source>Take this page again…</source>
   <translation>Diese Seite neu aufnehmen…</translation>
  </message>
  <message>
   <source>What it says</source>
   <translation>Was da steht</translation>
  </message>
  <message>
   <source>Writer</source>
   <translation>Schreiber</translation>
  </message>
  <message>
   <source>{} pages</source>
   <translation>{} Seiten</translation>
  </message>
  <message>
   <source>{} read: {} of {} boxes hold writing.</source>
   <translation>{} gelesen: {} von {} Feldern sind beschrieben.</translation>
  </message>
 </context>
 <context>
  <name>Sheets</name>
  <message>
   <source>Added 1 sample.</source>
   <translation>1 Probe hinzugefügt.</translation>
  </message>
  <message>
   <source>Added {:,} samples.</source>
   <translation>{:,} Proben hinzugefügt.</translation>
  </message>
  <message>
   <source>Not among the pictures: {}.</source>
   <translation>Nicht unter den Bildern: {}.</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Saved {}. Print it at 100%.</source>
   <translation>{} gespeichert. Drucken Sie ihn mit 100 %.</translation>
  </message>
  <message>
   <source>The sheet could not be saved: {}. Choose another place.</source>
   <translation>Der Bogen konnte nicht gespeichert werden: {}. Wählen Sie einen anderen Ort.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutDialog</name>
  <message>
   <source>Find a key or what it does</source>
   <translation>Taste oder Wirkung suchen</translation>
  </message>
 </context>
 <context>
  <name>Showing</name>
  <message>
   <source>Redo</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Redo {}</source>
   <translation>Wiederherstellen: {}</translation>
  </message>
  <message>
   <source>Start again</source>
   <translation>Neu starten</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Undo {}</source>
   <translation>Rückgängig: {}</translation>
  </message>
  <message>
   <source>Untitled page</source>
   <translation>Seite ohne Namen</translation>
  </message>
  <message>
   <source>Your page is safe.</source>
   <translation>Die Seite ist sicher.</translation>
  </message>
  <message>
   <source>answered in {:.0f} ms</source>
   <translation>beantwortet in {:.0f} ms</translation>
  </message>
  <message>
   <source>edited</source>
   <translation>bearbeitet</translation>
  </message>
  <message>
   <source>engine: off</source>
   <translation>Maschine: aus</translation>
  </message>
  <message>
   <source>engine: ready</source>
   <translation>Maschine: bereit</translation>
  </message>
  <message>
   <source>engine: starting</source>
   <translation>Maschine: startet</translation>
  </message>
  <message>
   <source>engine: starting again</source>
   <translation>Maschine: startet neu</translation>
  </message>
  <message>
   <source>in memory only</source>
   <translation>nur im Arbeitsspeicher</translation>
  </message>
  <message>
   <source>kept</source>
   <translation>aufbewahrt</translation>
  </message>
  <message>
   <source>no model</source>
   <translation>kein Modell</translation>
  </message>
  <message>
   <source>not saved yet</source>
   <translation>noch nicht gesichert</translation>
  </message>
  <message>
   <source>not saved: another Ductus holds the page</source>
   <translation>nicht gesichert: ein anderes Ductus hält die Seite</translation>
  </message>
  <message>
   <source>saved</source>
   <translation>gesichert</translation>
  </message>
  <message>
   <source>saving…</source>
   <translation>wird gesichert …</translation>
  </message>
  <message>
   <source>{} · {}</source>
   <translation>{} · {}</translation>
  </message>
 </context>
 <context>
  <name>StatusLine</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancel the job</source>
   <translation>Die Arbeit abbrechen</translation>
  </message>
  <message>
   <source>Engine</source>
   <translation>Maschine</translation>
  </message>
  <message>
   <source>Job</source>
   <translation>Arbeit</translation>
  </message>
  <message>
   <source>Job progress</source>
   <translation>Fortschritt der Arbeit</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Notice</source>
   <translation>Hinweis</translation>
  </message>
  <message>
   <source>Pen</source>
   <translation>Stift</translation>
  </message>
 </context>
 <context>
  <name>Strip</name>
  <message>
   <source>Add the strokes that the model filled in; one undo takes them back</source>
   <translation>Die vom Modell ergänzten Striche übernehmen; ein Rückgängig nimmt sie zurück</translation>
  </message>
  <message>
   <source>Let the model fill in what is missing (Ctrl+R)</source>
   <translation>Das Modell ergänzen lassen, was fehlt (Strg+R)</translation>
  </message>
  <message>
   <source>Put on the page</source>
   <translation>Auf die Seite legen</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Ergänzen</translation>
  </message>
  <message>
   <source>The picture as the model would have it</source>
   <translation>Das Bild, wie das Modell es meint</translation>
  </message>
  <message>
   <source>What is left of your ink, with what the model fills in</source>
   <translation>Der Rest der eigenen Tinte mit dem, was das Modell ergänzt</translation>
  </message>
  <message>
   <source>restored</source>
   <translation>ergänzt</translation>
  </message>
 </context>
 <context>
  <name>StrokeList</name>
  <message>
   <source>Enter turns a stroke round, Alt with the arrow keys moves it, Delete takes it off the page.</source>
   <translation>Die Eingabetaste dreht einen Strich um, Alt mit den Pfeiltasten verschiebt ihn, Entf nimmt ihn von der Seite.</translation>
  </message>
  <message>
   <source>Strokes in writing order</source>
   <translation>Striche in der Reihenfolge des Schreibens</translation>
  </message>
 </context>
 <context>
  <name>StrokePreview</name>
  <message>
   <source>Preview of the pen</source>
   <translation>Vorschau des Stifts</translation>
  </message>
 </context>
 <context>
  <name>StyleDialog</name>
  <message>
   <source>&amp;Compare with</source>
   <translation>&amp;Vergleichen mit</translation>
  </message>
  <message>
   <source>&amp;Writer</source>
   <translation>&amp;Schreiber</translation>
  </message>
  <message>
   <source>Apart</source>
   <translation>Unterschied</translation>
  </message>
  <message>
   <source>Closest hand</source>
   <translation>Ähnlichste Hand</translation>
  </message>
  <message>
   <source>Compare with</source>
   <translation>Vergleichen mit</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>Figure</source>
   <translation>Merkmal</translation>
  </message>
  <message>
   <source>Figures of the hand</source>
   <translation>Merkmale der Hand</translation>
  </message>
  <message>
   <source>From {:,} samples.</source>
   <translation>Aus {:,} Proben.</translation>
  </message>
  <message>
   <source>How many of {} UNIPEN writers have less of it in the same letters.</source>
   <translation>Wie viele von {} UNIPEN-Schreibenden bei denselben Buchstaben weniger davon haben.</translation>
  </message>
  <message>
   <source>How much is known</source>
   <translation>Wie viel bekannt ist</translation>
  </message>
  <message>
   <source>How sure</source>
   <translation>Wie sicher</translation>
  </message>
  <message>
   <source>Letters</source>
   <translation>Buchstaben</translation>
  </message>
  <message>
   <source>Measuring the hand…</source>
   <translation>Die Hand wird vermessen…</translation>
  </message>
  <message>
   <source>More than</source>
   <translation>Mehr als</translation>
  </message>
  <message>
   <source>New session…</source>
   <translation>Neue Sitzung…</translation>
  </message>
  <message>
   <source>Plots</source>
   <translation>Diagramme</translation>
  </message>
  <message>
   <source>Plots and letters</source>
   <translation>Diagramme und Buchstaben</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Save the numbers as CSV or JSON, or this view as a picture.</source>
   <translation>Die Zahlen als CSV oder JSON speichern, oder diese Ansicht als Bild.</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Style of a writer</source>
   <translation>Stil einer Hand</translation>
  </message>
  <message>
   <source>Style of {}</source>
   <translation>Stil von {}</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>What would tell more</source>
   <translation>Was mehr verraten würde</translation>
  </message>
  <message>
   <source>Writer</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>nobody</source>
   <translation>niemandem</translation>
  </message>
  <message>
   <source>{}: {:,} samples</source>
   <translation>{}: {:,} Proben</translation>
  </message>
 </context>
 <context>
  <name>Styling</name>
  <message>
   <source>Everything as JSON</source>
   <translation>Alles als JSON</translation>
  </message>
  <message>
   <source>Export the style</source>
   <translation>Stil exportieren</translation>
  </message>
  <message>
   <source>Numbers as CSV</source>
   <translation>Zahlen als CSV</translation>
  </message>
  <message>
   <source>Picture of this view</source>
   <translation>Bild dieser Ansicht</translation>
  </message>
  <message>
   <source>Sample ink is of many invented hands. Collect a hand to see its style.</source>
   <translation>Die Beispieltinte stammt von vielen erfundenen Händen. Sammeln Sie eine Hand, um ihren Stil zu sehen.</translation>
  </message>
  <message>
   <source>Saved as {}.</source>
   <translation>Gespeichert als {}.</translation>
  </message>
  <message>
   <source>The plots cannot be drawn: {}</source>
   <translation>Die Diagramme können nicht gezeichnet werden: {}</translation>
  </message>
  <message>
   <source>There is no handwriting to measure yet. Eight letters are enough for a first look.</source>
   <translation>Es gibt noch keine Handschrift zu vermessen. Acht Buchstaben genügen für einen ersten Blick.</translation>
  </message>
  <message>
   <source>{} could not be saved ({}). Choose another place; nothing was changed.</source>
   <translation>{} konnte nicht gespeichert werden ({}). Wählen Sie einen anderen Ort; nichts wurde verändert.</translation>
  </message>
 </context>
 <context>
  <name>TabletTester</name>
  <message>
   <source>Clean paper, and figures from the start. A recording is kept.</source>
   <translation>Leeres Papier, und alle Werte von vorn. Eine Aufnahme bleibt erhalten.</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>Leeren</translation>
  </message>
  <message>
   <source>Copy report</source>
   <translation>Bericht kopieren</translation>
  </message>
  <message>
   <source>End replay</source>
   <translation>Wiedergabe beenden</translation>
  </message>
  <message>
   <source>Figures hold for the pen that was used last. Record keeps every event.</source>
   <translation>Die Werte gelten für den zuletzt benutzten Stift. „Aufnehmen“ behält jedes Ereignis.</translation>
  </message>
  <message>
   <source>Keep every event from now on. The recording holds what you write.</source>
   <translation>Ab jetzt jedes Ereignis behalten. Die Aufnahme enthält, was geschrieben wird.</translation>
  </message>
  <message>
   <source>Keep the recording as a file, to be replayed later or elsewhere.</source>
   <translation>Die Aufnahme als Datei sichern, um sie später oder anderswo wiederzugeben.</translation>
  </message>
  <message>
   <source>Nothing was recorded: no pen and no mouse sent anything to the paper.</source>
   <translation>Nichts aufgenommen: Weder Stift noch Maus haben dem Papier etwas gesendet.</translation>
  </message>
  <message>
   <source>Open recording</source>
   <translation>Aufnahme öffnen</translation>
  </message>
  <message>
   <source>Opened {}: {:,} events, {:.1f} s. Replay shows it.</source>
   <translation>{} geöffnet: {:,} Ereignisse, {:.1f} s. „Wiedergeben“ zeigt sie.</translation>
  </message>
  <message>
   <source>Open…</source>
   <translation>Öffnen …</translation>
  </message>
  <message>
   <source>Pressure</source>
   <translation>Druck</translation>
  </message>
  <message>
   <source>Put the figures on the clipboard, without anything you wrote.</source>
   <translation>Die Werte in die Zwischenablage legen, ohne etwas Geschriebenes.</translation>
  </message>
  <message>
   <source>Read a recording from a file.</source>
   <translation>Eine Aufnahme aus einer Datei lesen.</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Recorded {:,} events, {:.1f} s. Save it, or replay it here.</source>
   <translation>{:,} Ereignisse aufgenommen, {:.1f} s. Die Aufnahme lässt sich sichern oder hier wiedergeben.</translation>
  </message>
  <message>
   <source>Recording</source>
   <translation>Aufnahme</translation>
  </message>
  <message>
   <source>Recordings of a pen</source>
   <translation>Aufnahmen eines Stifts</translation>
  </message>
  <message>
   <source>Recording… {:,} events, {:.1f} s.</source>
   <translation>Aufnahme läuft … {:,} Ereignisse, {:.1f} s.</translation>
  </message>
  <message>
   <source>Replay</source>
   <translation>Wiedergeben</translation>
  </message>
  <message>
   <source>Save recording</source>
   <translation>Aufnahme sichern</translation>
  </message>
  <message>
   <source>Saved as {}. It holds what you wrote: give it away only if you want to.</source>
   <translation>Gesichert als {}. Die Datei enthält das Geschriebene: nur weitergeben, wenn das gewollt ist.</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>Sichern …</translation>
  </message>
  <message>
   <source>Send the recording to this paper once more, as the pen did.</source>
   <translation>Die Aufnahme noch einmal an dieses Papier senden, wie der Stift es tat.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Tablet tester</source>
   <translation>Tablett-Test</translation>
  </message>
  <message>
   <source>The recording is full and was stopped; it is kept. Save it and begin another.</source>
   <translation>Die Aufnahme ist voll und wurde angehalten; sie bleibt erhalten. Bitte sichern und eine neue beginnen.</translation>
  </message>
  <message>
   <source>The report is on the clipboard. It holds figures only, nothing that you wrote.</source>
   <translation>Der Bericht liegt in der Zwischenablage. Er enthält nur Werte, nichts Geschriebenes.</translation>
  </message>
  <message>
   <source>pen</source>
   <translation>stift</translation>
  </message>
  <message>
   <source>{} could not be read ({}). What is here is kept; choose another file.</source>
   <translation>{} konnte nicht gelesen werden ({}). Was hier ist, bleibt; bitte eine andere Datei wählen.</translation>
  </message>
  <message>
   <source>{} could not be saved ({}). The recording is still here; choose another place.</source>
   <translation>{} konnte nicht gesichert werden ({}). Die Aufnahme ist noch hier; bitte einen anderen Ort wählen.</translation>
  </message>
  <message>
   <source>{} is no recording of a pen (line {}). What is here is kept; choose another file.</source>
   <translation>{} ist keine Aufnahme eines Stifts (Zeile {}). Was hier ist, bleibt; bitte eine andere Datei wählen.</translation>
  </message>
 </context>
 <context>
  <name>Tile</name>
  <message>
   <source>1 stroke</source>
   <translation>1 Strich</translation>
  </message>
  <message>
   <source>an image</source>
   <translation>ein Bild</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>ohne Text</translation>
  </message>
  <message>
   <source>{:,} strokes</source>
   <translation>{:,} Striche</translation>
  </message>
  <message>
   <source>{:.0f} mm</source>
   <translation>{:.0f} mm</translation>
  </message>
  <message>
   <source>{:.1f} s</source>
   <translation>{:.1f} s</translation>
  </message>
 </context>
 <context>
  <name>Timeline</name>
  <message>
   <source>Loop</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Play or pause</source>
   <translation>Abspielen oder anhalten</translation>
  </message>
  <message>
   <source>Replay</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Speed</source>
   <translation>Tempo</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>no ink</source>
   <translation>keine Tinte</translation>
  </message>
  <message>
   <source>speed {}</source>
   <translation>Tempo {}</translation>
  </message>
  <message>
   <source>{:.1f} / {:.1f} s</source>
   <translation>{:.1f} / {:.1f} s</translation>
  </message>
 </context>
 <context>
  <name>Wants</name>
  <message>
   <source>A heading for each letter</source>
   <translation>Eine Überschrift für jeden Buchstaben</translation>
  </message>
  <message>
   <source>All samples</source>
   <translation>Alle Proben</translation>
  </message>
  <message>
   <source>All sessions</source>
   <translation>Alle Sitzungen</translation>
  </message>
  <message>
   <source>All sets</source>
   <translation>Alle Sätze</translation>
  </message>
  <message>
   <source>All writers</source>
   <translation>Alle Schreibenden</translation>
  </message>
  <message>
   <source>By label</source>
   <translation>Nach Text</translation>
  </message>
  <message>
   <source>By letter</source>
   <translation>Gruppiert</translation>
  </message>
  <message>
   <source>Letters or words</source>
   <translation>Buchstaben oder Wörter</translation>
  </message>
  <message>
   <source>Newest first</source>
   <translation>Neueste zuerst</translation>
  </message>
  <message>
   <source>Oldest first</source>
   <translation>Älteste zuerst</translation>
  </message>
  <message>
   <source>Order</source>
   <translation>Reihenfolge</translation>
  </message>
  <message>
   <source>Remarks</source>
   <translation>Bemerkungen</translation>
  </message>
  <message>
   <source>Session</source>
   <translation>Sitzung</translation>
  </message>
  <message>
   <source>Set</source>
   <translation>Satz</translation>
  </message>
  <message>
   <source>Show only these letters or words</source>
   <translation>Nur diese Buchstaben oder Wörter zeigen</translation>
  </message>
  <message>
   <source>Suspicious first</source>
   <translation>Auffällige zuerst</translation>
  </message>
  <message>
   <source>With remarks</source>
   <translation>Mit Bemerkungen</translation>
  </message>
  <message>
   <source>Worth a look</source>
   <translation>Einen Blick wert</translation>
  </message>
  <message>
   <source>Writer</source>
   <translation>Person</translation>
  </message>
 </context>
 <context>
  <name>Window</name>
  <message>
   <source>Page</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Panels</source>
   <translation>Felder</translation>
  </message>
  <message>
   <source>The page is cleared.</source>
   <translation>Die Seite ist leer.</translation>
  </message>
  <message>
   <source>There is nothing to erase.</source>
   <translation>Es gibt nichts zu löschen.</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>pen: {}</source>
   <translation>Stift: {}</translation>
  </message>
 </context>
 <context>
  <name>WriterFields</name>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Latin, Kurrent, kana…</source>
   <translation>Lateinisch, Kurrent, Kana…</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <source>Script</source>
   <translation>Schrift</translation>
  </message>
  <message>
   <source>Tablet, mouse, paper…</source>
   <translation>Tablett, Maus, Papier…</translation>
  </message>
  <message>
   <source>The samples are</source>
   <translation>Die Proben sind</translation>
  </message>
  <message>
   <source>Writing hand</source>
   <translation>Schreibhand</translation>
  </message>
 </context>
 <context>
  <name>WriterForm</name>
  <message>
   <source>A name comes first</source>
   <translation>Zuerst ein Name</translation>
  </message>
  <message>
   <source>Anything that tells your hand from others</source>
   <translation>Was Ihre Hand von anderen unterscheidet</translation>
  </message>
  <message>
   <source>Collect your handwriting</source>
   <translation>Ihre Handschrift sammeln</translation>
  </message>
  <message>
   <source>Start collecting</source>
   <translation>Mit dem Sammeln beginnen</translation>
  </message>
  <message>
   <source>What you write may be used</source>
   <translation>Was Sie schreiben, darf verwendet werden</translation>
  </message>
  <message>
   <source>Write what you are asked for, a few minutes at a time. You own what you write: every stroke is kept as the pen recorded it, and trains the models that learn your hand.</source>
   <translation>Schreiben Sie, was verlangt wird, ein paar Minuten am Stück. Was Sie schreiben, gehört Ihnen: Jeder Strich bleibt so, wie der Stift ihn aufgezeichnet hat, und lehrt die Modelle Ihre Hand.</translation>
  </message>
  <message>
   <source>You write with</source>
   <translation>Sie schreiben mit</translation>
  </message>
  <message>
   <source>Your name</source>
   <translation>Ihr Name</translation>
  </message>
 </context>
 <context>
  <name>WritersDialog</name>
  <message>
   <source>(writes now)</source>
   <translation>(schreibt gerade)</translation>
  </message>
  <message>
   <source>1 sample</source>
   <translation>1 Probe</translation>
  </message>
  <message>
   <source>All samples with everything that is known of them, as one store or as a folder</source>
   <translation>Alle Proben mit allem, was über sie bekannt ist, als ein Datenspeicher oder als Ordner</translation>
  </message>
  <message>
   <source>Erase everything…</source>
   <translation>Alles entfernen…</translation>
  </message>
  <message>
   <source>Export everything…</source>
   <translation>Alles exportieren…</translation>
  </message>
  <message>
   <source>New samples are this writer's</source>
   <translation>Neue Proben gehören dieser Person</translation>
  </message>
  <message>
   <source>New writer</source>
   <translation>Neue Person</translation>
  </message>
  <message>
   <source>No samples yet</source>
   <translation>Noch keine Proben</translation>
  </message>
  <message>
   <source>Nobody's hand is collected yet. Make a writer, say what may be done with the samples, and begin to write.

Several people can write into one collection; each can be exported or erased alone.</source>
   <translation>Noch wird keine Handschrift gesammelt. Person anlegen, sagen, was mit den Proben geschehen darf, und losschreiben.

Mehrere können in eine Sammlung schreiben; jede Person lässt sich einzeln exportieren oder entfernen.</translation>
  </message>
  <message>
   <source>Number of samples</source>
   <translation>Anzahl der Proben</translation>
  </message>
  <message>
   <source>See them in the Dataset panel</source>
   <translation>Im Bereich Datensatz ansehen</translation>
  </message>
  <message>
   <source>Show samples</source>
   <translation>Proben zeigen</translation>
  </message>
  <message>
   <source>Shows first what would be gone</source>
   <translation>Zeigt zuerst, was weg wäre</translation>
  </message>
  <message>
   <source>Style…</source>
   <translation>Stil…</translation>
  </message>
  <message>
   <source>This hand in numbers: slant, speed, spacing</source>
   <translation>Diese Handschrift in Zahlen: Neigung, Tempo, Abstände</translation>
  </message>
  <message>
   <source>Writers</source>
   <translation>Schreibende</translation>
  </message>
  <message>
   <source>Writes now</source>
   <translation>Schreibt jetzt</translation>
  </message>
  <message>
   <source>{:,} samples</source>
   <translation>{:,} Proben</translation>
  </message>
  <message>
   <source>{} of {:,} different labels</source>
   <translation>{} mit {:,} verschiedenen Texten</translation>
  </message>
 </context>
 <context>
  <name>WritingBox</name>
  <message>
   <source>Writing box</source>
   <translation>Schreibfeld</translation>
  </message>
 </context>
 <context>
  <name>WritingDesk</name>
  <message>
   <source>Accept</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Accept anyway</source>
   <translation>Trotzdem</translation>
  </message>
  <message>
   <source>Ask for something else now (→ or S)</source>
   <translation>Jetzt etwas anderes verlangen (→ oder S)</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Empty the box and write it again (Backspace)</source>
   <translation>Das Feld leeren und neu schreiben (Rücktaste)</translation>
  </message>
  <message>
   <source>Keep this and go on (Enter or Space)</source>
   <translation>Dies behalten und weiter (Eingabe- oder Leertaste)</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Noch einmal</translation>
  </message>
  <message>
   <source>Return to the one before (← or B)</source>
   <translation>Zurück zum vorigen (← oder B)</translation>
  </message>
  <message>
   <source>Skip</source>
   <translation>Auslassen</translation>
  </message>
  <message>
   <source>State of the collection</source>
   <translation>Zustand der Sammlung</translation>
  </message>
  <message>
   <source>Watch what you wrote being written (P)</source>
   <translation>Zusehen, wie das Geschriebene entsteht (P)</translation>
  </message>
 </context>
</TS>
