"""Hours as bakers, hairdressers, farmers, museums and associations write them: what is read, and what is refused with what words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.hours.lexer import LIMIT
from guide.hours.schedule import week as days_told
from guide.hours.written import read
from guide.problem import Refused
from tests.pace import within

if TYPE_CHECKING:
    from collections.abc import Iterable

# As written = as read; “✗” is refused.
FRENCH = """
du lundi au vendredi 9h-18h = Mo-Fr 09:00-18:00
du lundi au vendredi de 9h à 18h = Mo-Fr 09:00-18:00
lundi-vendredi : 9h00-18h00 = Mo-Fr 09:00-18:00
Du mardi au samedi : 7h - 13h et 15h30 - 19h30. Dimanche : 7h - 13h. Fermé le lundi. = Mo off; Tu-Sa 07:00-13:00,15:30-19:30; Su 07:00-13:00
mardi au samedi 9h/12h 14h/19h = ✗
mar. au sam. 9h/12h30 - 14h/19h = ✗
du mardi au samedi de 9h à 12h et de 14h à 19h (18h le samedi) = ✗
ouvert 7j/7 de 9h à 20h = Mo-Su 09:00-20:00
ouvert tous les jours sauf le lundi, de 7h à 20h = Tu-Su 07:00-20:00
tous les jours sauf lundi et mardi 12h-14h, 19h-22h = We-Su 12:00-14:00,19:00-22:00
tous les jours de 8h à 20h, le dimanche de 8h à 13h = Mo-Sa 08:00-20:00; Su 08:00-13:00
7/7 8h-20h = Mo-Su 08:00-20:00
tlj 9h-19h, dim 9h-13h = Mo-Sa 09:00-19:00; Su 09:00-13:00
tlj sauf dim 9h-19h = Mo-Sa 09:00-19:00
lun mar jeu ven 9h-12h 14h-18h, mer sam 9h-12h = Mo,Tu,Th,Fr 09:00-12:00,14:00-18:00; We,Sa 09:00-12:00
lundi, mardi, jeudi et vendredi : 8h30-12h / 13h30-17h30 = Mo,Tu,Th,Fr 08:30-12:00,13:30-17:30
mercredi et samedi matin 9h-12h = We,Sa 09:00-12:00
le samedi matin de 9h à 12h = Sa 09:00-12:00
samedi matin 8h-12h30 = Sa 08:00-12:30
marché le samedi matin = ✗
vendredi après-midi 14h-18h = Fr 14:00-18:00
le mercredi après-midi de 14h à 18h et le samedi de 10h à 12h = We 14:00-18:00; Sa 10:00-12:00
tous les matins 8h-12h = Mo-Su 08:00-12:00
du lundi au vendredi le matin de 9h à 12h = Mo-Fr 09:00-12:00
du lundi au vendredi 9h-12h le matin et 14h-18h l'après-midi = ✗
mardi au samedi non-stop 9h-19h = Tu-Sa 09:00-19:00
mardi au samedi 9h-19h sans interruption = Tu-Sa 09:00-19:00
du mardi au samedi de 9 heures à 19 heures = Tu-Sa 09:00-19:00
de 9 heures 30 à 12 heures 30 = Mo-Su 09:30-12:30
9 h 30 – 12 h 30, 14 h – 19 h du mardi au samedi = Tu-Sa 09:30-12:30,14:00-19:00
mardi-samedi 10.00-19.00 = Tu-Sa 10:00-19:00
ma-sa 10:00-19:00 = Tu-Sa 10:00-19:00
Ma-Sa 10h-19h, Di 10h-13h = Tu-Sa 10:00-19:00; Su 10:00-13:00
L-V 9h-18h = ✗
LMMJV 9h-18h = ✗
lun. mar. mer. jeu. ven. 9h-17h = Mo-Fr 09:00-17:00
lundi au samedi 9h–12h | 14h–18h = Mo-Sa 09:00-12:00,14:00-18:00
lundi 14h-19h, mardi-samedi 9h-19h = Mo 14:00-19:00; Tu-Sa 09:00-19:00
lundi : fermé, mardi au samedi : 9h-19h = Mo off; Tu-Sa 09:00-19:00
lundi fermé = ✗
fermé le lundi = ✗
fermé le dimanche et les jours fériés, ouvert du lundi au samedi de 9h à 19h = Mo-Sa 09:00-19:00; Su off; PH off
fermé les dimanches et jours fériés ; lun-sam 9h-19h = Mo-Sa 09:00-19:00; Su off; PH off
ouvert les jours fériés de 9h à 12h = ✗
lun-sam 9h-19h, jours fériés 10h-13h = Mo-Sa 09:00-19:00; PH 10:00-13:00
lun-sam 9h-19h y compris jours fériés = ✗
tous les jours 9h-19h même les jours fériés = ✗
sur rendez-vous = "sur rendez-vous"
uniquement sur rendez-vous = "sur rendez-vous"
sur rdv = "sur rendez-vous"
sur RDV uniquement = "sur rendez-vous"
mardi au vendredi sur rdv, samedi 9h-12h = Tu-Fr "sur rendez-vous"; Sa 09:00-12:00
du mardi au vendredi 9h-18h, samedi sur rendez-vous = Tu-Fr 09:00-18:00; Sa "sur rendez-vous"
du mardi au samedi 9h-19h, ou sur rendez-vous = Tu-Sa 09:00-19:00 || "sur rendez-vous"
du mardi au samedi 9h-19h ; sur rendez-vous le lundi = ✗
le premier samedi du mois 10h-12h = Sa[1] 10:00-12:00
1er et 3e samedi du mois de 10h à 12h = Sa[1] 10:00-12:00; Sa[3] 10:00-12:00
tous les premiers dimanches du mois 14h-18h = Su[1] 14:00-18:00
le 1er dimanche de chaque mois, 14h-18h = Su[1] 14:00-18:00
dernier vendredi du mois 18h-20h = Fr[-1] 18:00-20:00
le 2ème mercredi du mois 14h-17h = We[2] 14:00-17:00
semaines impaires : lundi 9h-12h ; semaines paires : mardi 9h-12h = week 01-53/2 Mo 09:00-12:00; week 02-53/2 Tu 09:00-12:00
un samedi sur deux 9h-12h = ✗
en été tous les jours 9h-20h, en hiver 10h-18h = ✗
d'avril à octobre, tous les jours 10h-18h = Apr-Oct Mo-Su 10:00-18:00
avril-octobre : mer-dim 14h-18h = Apr-Oct We-Su 14:00-18:00
du 1er mai au 30 septembre : du mardi au dimanche 10h-18h = May 01-Sep 30 Tu-Su 10:00-18:00
du 15 juin au 15 septembre tous les jours de 10h à 19h ; le reste de l'année le week-end de 14h à 18h = ✗
juillet et août : tous les jours 10h-19h = Jul,Aug Mo-Su 10:00-19:00
juillet-août 9h-20h ; septembre à juin 9h-18h = Jul-Aug Mo-Su 09:00-20:00; Sep-Jun Mo-Su 09:00-18:00
mai à septembre : vendredi 17h-19h = May-Sep Fr 17:00-19:00
tous les jours 9h-19h, fermé en janvier = Mo-Su 09:00-19:00; Jan off
tous les jours 9h-19h, fermé du 1er au 15 août = Mo-Su 09:00-19:00; Aug 01-Aug 15 off
tous les jours 9h-19h, fermeture annuelle en août = Mo-Su 09:00-19:00; Aug off
mardi-samedi 9h-19h, fermé pendant les vacances scolaires = Tu-Sa 09:00-19:00; SH off
vacances scolaires : tous les jours 10h-18h = ✗
hors vacances scolaires : mercredi 14h-18h = ✗
pendant les vacances scolaires du lundi au vendredi 10h-18h, mercredi et samedi 10h-18h = ✗
vendredi 17h-19h = Fr 17:00-19:00
vendredi de 17h à 19h (ou 20h en été) = ✗
jeudi 16h30-19h, distribution des paniers = ✗
24h/24 = Mo-Su 00:00-24:00
24h/24 et 7j/7 = Mo-Su 00:00-24:00
24/7 = 24/7
jour et nuit = Mo-Su 00:00-24:00
distributeur automatique 24h/24 = ✗
du lundi au dimanche 0h-24h = Mo-Su 00:00-24:00
ven-sam 20h-2h = Fr,Sa 20:00-02:00
vendredi et samedi de 22h à 5h = Fr,Sa 22:00-05:00
bar : 18h-1h du mardi au samedi = ✗
samedi 18h-minuit = Sa 18:00-24:00
samedi de midi à minuit = Sa 12:00-24:00
midi et soir du mardi au samedi = ✗
du mardi au dimanche, midi et soir = ✗
mardi-vendredi 12h-14h et 19h-22h, samedi soir 19h-23h = Tu-Fr 12:00-14:00,19:00-22:00; Sa 19:00-23:00
samedi 19h-23h = Sa 19:00-23:00
le soir de 19h à 22h = Mo-Su 19:00-22:00
à partir de 18h le vendredi = Fr 18:00+
vendredi à partir de 18h = Fr 18:00+
dès 18h le vendredi = Fr 18:00+
jusqu'à 19h = ✗
mardi-samedi 9h-19h, jeudi jusqu'à 21h = Tu,We,Fr,Sa 09:00-19:00; Th 09:00-21:00
mardi-samedi 9h-19h, nocturne le jeudi jusqu'à 21h = ✗
nocturne jeudi 19h-22h = ✗
mardi-samedi 10h-19h, fermé le mercredi matin = ✗
lundi au samedi 9h-12h et 14h-18h sauf mercredi après-midi = Mo,Tu,Th-Sa 09:00-12:00,14:00-18:00; We 09:00-12:00
lundi au samedi 9h-12h et 14h-18h, fermé mercredi après-midi et samedi après-midi = Mo,Tu,Th,Fr 09:00-12:00,14:00-18:00; We,Sa 09:00-12:00
du lundi au vendredi sauf mercredi 9h-18h = Mo,Tu,Th,Fr 09:00-18:00
lun-ven 8h-12h 13h30-17h30 (16h30 le vendredi) = ✗
lun-jeu 8h-12h/13h30-17h30, ven 8h-12h/13h30-16h30 = Mo-Th 08:00-12:00,13:30-17:30; Fr 08:00-12:00,13:30-16:30
week-end 10h-18h = Sa,Su 10:00-18:00
we 10h-18h = Sa,Su 10:00-18:00
le week-end et les jours fériés de 14h à 18h = Sa,Su 14:00-18:00; PH 14:00-18:00
samedi et dimanche 14h-18h = Sa,Su 14:00-18:00
sam-dim 14h-18h = Sa,Su 14:00-18:00
en semaine 9h-18h, le week-end 10h-12h = Mo-Fr 09:00-18:00; Sa,Su 10:00-12:00
en semaine 9h-18h = Mo-Fr 09:00-18:00
du mardi au samdi 9h-12h = ✗
lundo 9h-12h = ✗
mardi 9h-12, 14-19h = Tu 09:00-12:00,14:00-19:00
mardi 9h-12h30/14h-19h30 = Tu 09:00-12:30,14:00-19:30
mardi 9H00-12H30 ET 14H00-19H30 = Tu 09:00-12:30,14:00-19:30
MARDI AU SAMEDI 9H-19H = Tu-Sa 09:00-19:00
mardi 9h00 - 12h30 ; 14h00 - 19h00 = Tu 09:00-12:30,14:00-19:00
mardi 9h-12h 14h-19h = Tu 09:00-12:00,14:00-19:00
mardi 09h00/12h00 14h00/19h00 = ✗
mardi de 9h à 12h puis de 14h à 19h = Tu 09:00-12:00,14:00-19:00
mardi 9h30 - 12h , 15h - 19h ; mercredi id. = ✗
lundi, 9h = ✗
lundi 9h = ✗
9h-19h = Mo-Su 09:00-19:00
9h-12h / 14h-19h = Mo-Su 09:00-12:00,14:00-19:00
de 9h à 19h du mardi au samedi = Tu-Sa 09:00-19:00
9h-12h mardi, 14h-18h jeudi = Tu 09:00-12:00; Th 14:00-18:00
mardi = ✗
horaires variables = ✗
selon la météo = ✗
nous contacter = ✗
fermé = ✗
ouvert = ✗
fermeture définitive = ✗
tous les jours = ✗
lundi 25h-26h = ✗
lundi 9h75-12h = ✗
lundi 12h-9h = ✗
lundi 19h-9h = ✗
lundi 9h-9h = ✗
lundi 9h-12h, lundi 14h-18h = Mo 09:00-12:00,14:00-18:00
lundi 9h-12h, lundi 9h-18h = ✗
lundi-vendredi 9h-18h, mercredi 9h-12h = Mo,Tu,Th,Fr 09:00-18:00; We 09:00-12:00
lundi-vendredi 9h-12h, mercredi 14h-18h = ✗
lundi à jeudi 9h-12h, vendredi à samedi 9h-18h = Mo-Th 09:00-12:00; Fr,Sa 09:00-18:00
lundi à vendredi : 9-12 et 14-18 = Mo-Fr 09:00-12:00,14:00-18:00
lun/mar/jeu 9h-12h = Mo,Tu,Th 09:00-12:00
lun & jeu 9h-12h = Mo,Th 09:00-12:00
les mardis et jeudis 16h-19h = Tu,Th 16:00-19:00
mardis, jeudis 16h-19h = Tu,Th 16:00-19:00
chaque mardi 16h-19h = Tu 16:00-19:00
tous les mardis 16h-19h = Tu 16:00-19:00
tous les vendredis de 16h30 à 19h30 = Fr 16:30-19:30
mer 9h-12h mar 14h-18h = Tu 14:00-18:00; We 09:00-12:00
2-6 = ✗
3h-7h = ✗
8h-8h30 = Mo-Su 08:00-08:30
mardi 8h-12h30-15h-19h = Tu 08:00-12:30,15:00-19:00
mardi 8h-12h30 15h = ✗
lun-ven 9h à 12h30 -- 13h30 à 17h = Mo-Fr 09:00-12:30,13:30-17:00
lundi au vendredi ... 9h-17h = Mo-Fr 09:00-17:00
lundi au vendredi (9h-17h) = ✗
[lundi] 9h-17h = ✗
du lundi au vendredi, 9h - 12h & 13h - 17h = Mo-Fr 09:00-12:00,13:00-17:00
lundi ⇒ vendredi 9h-17h = ✗
lundi → vendredi 9h-17h = Mo-Fr 09:00-17:00
lundi > vendredi 9h-17h = ✗
cueillette : tous les jours 9h-19h = ✗
boutique : mar-sam 10h-19h = ✗
accueil 9h-12h = ✗
tél. 9h-12h = ✗
mardi-samedi: 9h-19h; dimanche: 9h-13h; lundi: fermé = Mo off; Tu-Sa 09:00-19:00; Su 09:00-13:00
mercredi et samedi, marché de 8h à 13h = ✗
mardi-samedi 9h-19h (fermé entre 12h et 14h) = ✗
mardi-samedi 9h-12h / 14h-19h et sur rendez-vous = Tu-Sa 09:00-12:00,14:00-19:00 || "sur rendez-vous"
du mardi au samedi 9h-19h, ou sur rendez-vous = Tu-Sa 09:00-19:00 || "sur rendez-vous"
8h30-19h sauf dimanche = Mo-Sa 08:30-19:00; Su off
tous les jours sauf mardi, 9h-19h ; dimanche 9h-13h = Mo,We-Sa 09:00-19:00; Su 09:00-13:00
9h-19h mardi 9h-12h = ✗
dimanche et jours fériés 9h-13h = Su 09:00-13:00; PH 09:00-13:00
le dimanche matin 8h-13h = Su 08:00-13:00
vendredi soir 18h-22h = Fr 18:00-22:00
fermé le lundi matin ; lun-sam 9h-12h, 14h-19h = ✗
lun-sam 9h-12h, 14h-19h, fermé lundi matin = Mo 14:00-19:00; Tu-Sa 09:00-12:00,14:00-19:00
mercerdi 9h-12h = ✗
juilet : 9h-12h = ✗
9h-12h et 13h = ✗
de 9 à 12 et de 14 à 18, du lundi au vendredi = Mo-Fr 09:00-12:00,14:00-18:00
1er avril au 31 octobre : 9h-19h ; 1er novembre au 31 mars : 9h-17h = Apr 01-Oct 31 Mo-Su 09:00-19:00; Nov 01-Mar 31 Mo-Su 09:00-17:00
les lundis, mardis et jeudis de 9h à 11h30 = Mo,Tu,Th 09:00-11:30
samedi : 9h - 12h, sauf août = Sa 09:00-12:00; Aug off
du lundi au samedi de 9h à 19h, sauf jours fériés = Mo-Sa 09:00-19:00; PH off
lundi 9h-12h semaines paires = ✗
semaines paires : lundi 9h-12h ; mardi 14h-18h = ✗
semaines paires : lundi 9h-12h, mardi 14h-18h = week 02-53/2 Mo 09:00-12:00; week 02-53/2 Tu 14:00-18:00
lundi/vendredi 9h-12h = ✗
lundi/mardi 9h-12h = Mo,Tu 09:00-12:00
lundi 9h-12h ; semaines paires mardi 9h-12h = Mo 09:00-12:00; week 02-53/2 Tu 09:00-12:00
sam/dim 10h-12h = Sa,Su 10:00-12:00
Mardi/Jeudi/samedi 9-12 = Tu,Th,Sa 09:00-12:00
samedi, dimanche/lundi 9h-12h = Mo,Sa,Su 09:00-12:00
dim/lun 9h-12h = Mo,Su 09:00-12:00
lun-ven 8h-12h sauf mer 14h-18h = ✗
lundi au vendredi 9h-12h et 14h-18h, le samedi que le matin = ✗
mardi 9h-12h et jeudi = ✗
mardi et jeudi 9h-12h et vendredi = ✗
lundi 9h-12h mardi = ✗
lundi - mercredi - vendredi 9h-12h = ✗
lundi-mercredi-vendredi 9h-12h = ✗
lundi / mardi - jeudi 9h-12h = Mo-Th 09:00-12:00
de lundi à jeudi et samedi 9h-12h = Mo-Th,Sa 09:00-12:00
dimanche au jeudi 9h-12h = Mo-Th,Su 09:00-12:00
du vendredi au lundi 9h-12h = Mo,Fr-Su 09:00-12:00
samedi, 9h-12h, 14h-18h, dimanche 10h-12h = Sa 09:00-12:00,14:00-18:00; Su 10:00-12:00
samedi 9h-12h dimanche 10h-12h = Sa 09:00-12:00; Su 10:00-12:00
9h-12h samedi 10h-12h dimanche = Sa 09:00-12:00; Su 10:00-12:00
9h-12h, samedi 10h-12h = Mo-Fr,Su 09:00-12:00; Sa 10:00-12:00
mardi 9h-12h ; 14h-18h ; mercredi 9h-12h = Tu 09:00-12:00,14:00-18:00; We 09:00-12:00
mardi 9h-12h, 14h-18h mercredi = ✗
mardi 9h-12h, mercredi, jeudi 14h-18h = Tu 09:00-12:00; We,Th 14:00-18:00
mardi : 9h-12h mercredi : 14h-18h jeudi : fermé = Tu 09:00-12:00; We 14:00-18:00; Th off
fermé mardi mercredi 9h-12h = ✗
fermé mardi et mercredi 9h-12h = ✗
fermé le mardi. mercredi 9h-12h = Tu off; We 09:00-12:00
fermé mardi ; lun, mer-dim 9h-19h = Mo,We-Su 09:00-19:00; Tu off
tous les jours 9h-12h fermé 14h-16h = ✗
tous les jours sauf le mardi et le mercredi matin 9h-12h = ✗
tous les jours sauf le 1er mai 9h-12h = ✗
fermé le 1er mai, tous les jours 9h-12h = ✗
fermé du 24 décembre au 2 janvier ; tous les jours 9h-12h = ✗
fermé du 15/08 au 31/08, tous les jours 9h-12h = ✗
le 25 décembre 9h-12h = Dec 25 Mo-Su 09:00-12:00
du 1er juillet au 31 août : tous les jours 9h-20h = Jul 01-Aug 31 Mo-Su 09:00-20:00
en juillet et août, tous les jours 9h-20h = Jul,Aug Mo-Su 09:00-20:00
juillet-août tous les jours 9h-20h, sinon mardi-samedi 9h-18h = ✗
mardi-samedi 9h-18h, juillet-août tous les jours 9h-20h = Tu-Sa 09:00-18:00; Jul-Aug Mo-Su 09:00-20:00
mardi-samedi 9h-18h ; en juillet-août : lundi-dimanche 9h-20h = Tu-Sa 09:00-18:00; Jul-Aug Mo-Su 09:00-20:00
mardi-samedi 9h-18h, lundi en juillet-août 9h-20h = ✗
mardi-samedi 9h-18h, dimanche 9h-12h en décembre = ✗
tous les jours 9h-18h, dimanche en été = ✗
ouvert d'avril à octobre = ✗
d'avril à octobre le week-end = ✗
mai-septembre ven 17h-19h, sam 9h-12h = May-Sep Fr 17:00-19:00; May-Sep Sa 09:00-12:00
mai : lundi 9h-12h ; juin : mardi 9h-12h = May Mo 09:00-12:00; Jun Tu 09:00-12:00
1er mai-30 septembre 9h-19h = May 01-Sep 30 Mo-Su 09:00-19:00
du 1 mai au 30 septembre 9h-19h = May 01-Sep 30 Mo-Su 09:00-19:00
du 15 au 30 juin 9h-19h = Jun 15-Jun 30 Mo-Su 09:00-19:00
le 15 du mois 9h-12h = ✗
1er lundi du mois 9h-12h, 3e lundi 14h-18h = ✗
le 2e et 4e mardi du mois 9h-12h = Tu[2] 09:00-12:00; Tu[4] 09:00-12:00
tous les jours sauf le premier lundi du mois 9h-19h = ✗
mardi-samedi 9h-19h, fermé le premier mardi du mois = ✗
premier dimanche du mois fermé, mardi-dimanche 10h-18h = ✗
mardi-dimanche 10h-18h, premier dimanche du mois 14h-18h = Tu-Su 10:00-18:00; Su[1] 14:00-18:00
semaine paire mardi 9h-12h = week 02-53/2 Tu 09:00-12:00
mardi des semaines paires 9h-12h = week 02-53/2 Tu 09:00-12:00
mardi (semaines paires) 9h-12h = ✗
lun-ven 9h-12h (14h-18h sur rdv) = ✗
lun-ven 9h-12h, après-midi sur rendez-vous = ✗
matin sur rendez-vous = ✗
sur rendez-vous le matin = ✗
sur rendez-vous du lundi au vendredi 9h-18h = ✗
sur rendez-vous : lundi-vendredi 9h-18h = ✗
lundi-vendredi 9h-18h sur rendez-vous = Mo-Fr 09:00-18:00 "sur rendez-vous"
mardi sur rendez-vous = Tu "sur rendez-vous"
mardi 9h-12h sur rendez-vous, mercredi 9h-12h = ✗
9h-12h sur rendez-vous = Mo-Su 09:00-12:00 "sur rendez-vous"
sans rendez-vous 9h-12h = ✗
lundi-vendredi 9h-12h sans rendez-vous = ✗
vendredi 22h-6h = Fr 22:00-06:00
vendredi 18h - 1h30 = Fr 18:00-01:30
samedi 20h30 - 0h30 = Sa 20:30-00:30
samedi 20h - 00h = Sa 20:00-24:00
samedi 20h-24h00 = Sa 20:00-24:00
minuit-6h = Mo-Su 00:00-06:00
0h-6h = Mo-Su 00:00-06:00
lundi 8h-20h mardi 8h-20h = Mo,Tu 08:00-20:00
lundi 8h -20h = Mo 08:00-20:00
lundi 8 h-20 h = Mo 08:00-20:00
lundi 8:30-12:30/13:30-17 = Mo 08:30-12:30,13:30-17:00
lundi 8h30/12h30 = ✗
lundi de 8 à 12 = Mo 08:00-12:00
lundi 8-12/14-18 = Mo 08:00-12:00,14:00-18:00
lundi 8.30-12 = Mo 08:30-12:00
lundi 8,30-12,30 = ✗
lundi 8h30mn-12h = Mo 08:30-12:00
lundi 08H30-12H30 = Mo 08:30-12:30
lundi 8h30 12h30 = ✗
lundi 8h30 à 12h30 14h à 18h = Mo 08:30-12:30,14:00-18:00
lundi 8h30 à 12h30 - 14h à 18h = Mo 08:30-12:30,14:00-18:00
lundi au jeudi 8h30 à 12h30 - vendredi 14h à 18h = Mo-Th 08:30-12:30; Fr 14:00-18:00
lundi - vendredi : 8h - 12h - 14h - 18h = Mo-Fr 08:00-12:00,14:00-18:00
L 9h-12h = ✗
lundi 9h00-12h00/14h00-18h00/20h00-22h00 = Mo 09:00-12:00,14:00-18:00,20:00-22:00
lundi 9h-12h, 11h-18h = ✗
lundi 14h-18h, 9h-12h = ✗
mardi 9h-19h, 12h-14h fermé = ✗
mardi 9h-19h sauf 12h-14h = ✗
mardi 9h-19h fermé 12h-14h = ✗
ma me je 9-12 = Tu-Th 09:00-12:00
ma-me-je 9-12 = ✗
lu ma je ve 9h-12h = Mo,Tu,Th,Fr 09:00-12:00
me 9h-12h = We 09:00-12:00
je 9h-12h = Th 09:00-12:00
we et jours fériés 10h-18h = Sa,Su 10:00-18:00; PH 10:00-18:00
sam dim et jf 10h-18h = Sa,Su 10:00-18:00; PH 10:00-18:00
vac. scol. 10h-18h = ✗
lun-sam 10h-19h + dimanche 10h-13h = ✗
10h-19h (sauf lundi) = ✗
10h-19h sauf lundi = Mo off; Tu-Su 10:00-19:00
10h-19h fermé lundi et mardi matin = ✗
mardi-samedi 9h-12h 14h-19h, fermé samedi après-midi = Tu-Fr 09:00-12:00,14:00-19:00; Sa 09:00-12:00
lundi-samedi 9h-12h 14h-19h sauf samedi 9h-12h = Mo-Fr 09:00-12:00,14:00-19:00; Sa 09:00-12:00
lundi-samedi 9h-19h, samedi jusqu'à 18h = Mo-Fr 09:00-19:00; Sa 09:00-18:00
lundi-samedi 9h-12h / 14h-19h, samedi jusqu'à 18h = Mo-Fr 09:00-12:00,14:00-19:00; Sa 09:00-12:00,14:00-18:00
lundi-samedi 9h-12h / 14h-19h, samedi jusqu'à 12h = ✗
lundi-vendredi à partir de 17h = Mo-Fr 17:00+
de 17h à la fermeture = ✗
1 lundi sur 2 9h-12h = ✗
2 lundis par mois 9h-12h = ✗
lundi, 9-12 = Mo 09:00-12:00
lundi 9 = ✗
24/24 = Mo-Su 00:00-24:00
24/24 7/7 = Mo-Su 00:00-24:00
7j/7 24h/24 = Mo-Su 00:00-24:00
24h/24 sauf dimanche = Mo-Sa 00:00-24:00; Su off
lundi 24h/24 = Mo 00:00-24:00
lundi toute la journée = ✗
lundi matin = ✗
"""
DUTCH = """
maandag tot vrijdag 9u-18u = Mo-Fr 09:00-18:00
van maandag tot en met vrijdag van 9 tot 18 uur = Mo-Fr 09:00-18:00
ma-vr 9u-12u30 en 13u30-18u, za 9u-16u, zondag gesloten = Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-16:00; Su off
dinsdag t/m zaterdag 10.00-18.00 uur = Tu-Sa 10:00-18:00
di-za 10:00-18:00 = Tu-Sa 10:00-18:00
di t.e.m. za 10u-18u = Tu-Sa 10:00-18:00
elke dag 8u-20u = Mo-Su 08:00-20:00
alle dagen behalve woensdag 8u-20u = Mo,Tu,Th-Su 08:00-20:00
dagelijks van 7u30 tot 19u = Mo-Su 07:30-19:00
maandag gesloten, dinsdag tot zaterdag 9u-18u = Mo off; Tu-Sa 09:00-18:00
woensdagvoormiddag 9u-12u = ✗
woensdag voormiddag 9u-12u = We 09:00-12:00
woensdag namiddag 13u30-18u = We 13:30-18:00
zaterdag en zondag 14u-18u = Sa,Su 14:00-18:00
weekend 10u-18u = Sa,Su 10:00-18:00
weekdagen 9u-17u = Mo-Fr 09:00-17:00
op afspraak = "sur rendez-vous"
enkel op afspraak = "sur rendez-vous"
ma-vr 9u-18u, zaterdag op afspraak = Mo-Fr 09:00-18:00; Sa "sur rendez-vous"
ma-vr 9u-18u of op afspraak = Mo-Fr 09:00-18:00 || "sur rendez-vous"
eerste zondag van de maand 14u-17u = Su[1] 14:00-17:00
laatste vrijdag van de maand 18u-22u = Fr[-1] 18:00-22:00
april tot september: elke dag 10u-18u = Apr-Sep Mo-Su 10:00-18:00
juli en augustus: gesloten = ✗
ma-za 9u-18u, feestdagen gesloten = Mo-Sa 09:00-18:00; PH off
ma-za 9u-18u, zon- en feestdagen gesloten = ✗
ma-za 9u-18u, gesloten op zon- en feestdagen = ✗
ma-za 9u-18u, gesloten op zondag en feestdagen = Mo-Sa 09:00-18:00; Su off; PH off
vrijdag vanaf 17u = Fr 17:00+
vrijdag 17u tot middernacht = Fr 17:00-24:00
vr-za 20u-2u = Fr,Sa 20:00-02:00
24u/24 = Mo-Su 00:00-24:00
dag en nacht = Mo-Su 00:00-24:00
ma, wo, vr: 8.30-12.30 en 13.30-17.00 = Mo,We,Fr 08:30-12:30,13:30-17:00
donderdag tot 20u = ✗
di-za 9u-18u, donderdag tot 20u = ✗
elke woensdag 14u-16u = We 14:00-16:00
maandga 9u-12u = ✗
winteruren 9u-17u = ✗
schoolvakanties gesloten = ✗
"""
ENGLISH = """
Mon-Fri 9am-5pm = Mo-Fr 09:00-17:00
Monday to Friday 9:00-17:30 = Mo-Fr 09:00-17:30
Monday to Saturday, 9am to 6pm; closed Sunday = Mo-Sa 09:00-18:00; Su off
Tuesday–Saturday 10:00 – 18:00 = Tu-Sa 10:00-18:00
Tue, Thu 10am-4pm; Sat 10am-1pm = Tu,Th 10:00-16:00; Sa 10:00-13:00
every day 8am-8pm = Mo-Su 08:00-20:00
daily 10am-6pm = Mo-Su 10:00-18:00
daily except Wednesday 10am-6pm = Mo,Tu,Th-Su 10:00-18:00
every day except Monday and Tuesday, noon to 10pm = We-Su 12:00-22:00
weekdays 9-17 = Mo-Fr 09:00-17:00
weekends 10am-4pm = Sa,Su 10:00-16:00
24/7 = 24/7
24 hours = Mo-Su 00:00-24:00
open 24 hours a day = Mo-Su 00:00-24:00
by appointment = "sur rendez-vous"
by appointment only = "sur rendez-vous"
Mon-Fri 9am-5pm, Saturday by appointment = Mo-Fr 09:00-17:00; Sa "sur rendez-vous"
Mon-Fri 9am-5pm or by appointment = Mo-Fr 09:00-17:00 || "sur rendez-vous"
first Saturday of the month 10am-noon = Sa[1] 10:00-12:00
last Friday of each month 6pm-9pm = Fr[-1] 18:00-21:00
April to October: daily 10am-6pm = Apr-Oct Mo-Su 10:00-18:00
May-Sep Sat 9am-1pm = May-Sep Sa 09:00-13:00
Mon-Sat 9am-6pm, bank holidays closed = Mo-Sa 09:00-18:00; PH off
Mon-Fri 7am-7pm, closed in August = Mo-Fr 07:00-19:00; Aug off
Friday 5pm till late = ✗
Friday from 5pm = ✗
Fri-Sat 8pm-2am = Fr,Sa 20:00-02:00
Saturday mornings 9am-12pm = Sa 09:00-12:00
Wednesday afternoon 2pm-6pm = We 14:00-18:00
every Tuesday 4pm-7pm = Tu 16:00-19:00
9-5 = ✗
9am-5 = ✗
8-10pm = ✗
12am-6pm = ✗
closed = ✗
Tuesdy 9am-5pm = ✗
13pm-15pm = ✗
Thursday until 8pm = ✗
Mon-Sat 9am-6pm, Thursday until 8pm = Mo-We,Fr,Sa 09:00-18:00; Th 09:00-20:00
sunrise to sunset = ✗
dawn till dusk = ✗
call us = ✗
"""


def lines(table: str) -> list[tuple[str, str]]:
    """Return what is written and what is read of each line of a table."""
    return [(written, expression) for written, _, expression in (line.partition(" = ") for line in table.strip().splitlines())]


def reading(written: str, language: str) -> str:
    """Return what is read, “✗” where it is refused."""
    try:
        return read(written, language)
    except Refused:
        return "✗"


@pytest.mark.parametrize(("written", "expression"), lines(FRENCH))
def test_french_is_read_as_it_is_meant(written: str, expression: str) -> None:
    assert reading(written, "fr") == expression


@pytest.mark.parametrize(("written", "expression"), lines(DUTCH))
def test_dutch_is_read_as_it_is_meant(written: str, expression: str) -> None:
    assert reading(written, "nl") == expression


@pytest.mark.parametrize(("written", "expression"), lines(ENGLISH))
def test_english_is_read_as_it_is_meant(written: str, expression: str) -> None:
    assert reading(written, "en") == expression


@pytest.mark.parametrize("expression", sorted({expression for _, expression in lines(FRENCH) + lines(DUTCH) + lines(ENGLISH)} - {"✗"}))
def test_what_was_read_is_read_again_as_itself(expression: str) -> None:
    assert read(expression, "fr") == expression


@pytest.mark.parametrize("written", [written for written, expression in lines(FRENCH) if expression == "✗"])
def test_each_refusal_is_a_french_sentence_with_a_remedy(written: str) -> None:
    with pytest.raises(Refused) as refused:
        read(written, "fr")
    what, fix = refused.value.what.in_language("fr"), refused.value.fix
    assert fix is not None
    for sentence in (what, fix.in_language("fr")):
        assert re.search(r"[.?!»]$|\d|h$", sentence)
        assert not re.search(r"[{}]|\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|the|these|cannot)\b", sentence)


@pytest.mark.parametrize(
    ("written", "what", "fix"),
    [
        ("du mardi au samdi 9h-12h", "« samdi » ne se comprend pas", "« samedi »"),
        ("mercerdi 9h-12h", "« mercerdi »", "« mercredi »"),
        ("juilet : 9h-12h", "« juilet »", "« juillet »"),
        ("tous les jours sauf dimanhce 9h-12h", "« dimanhce »", "« dimanche »"),
        ("lundi 9h75-12h", "« 9h75 »", "9h30"),
        ("lundi-vendredi 9h-12h, mercredi 14h-18h", "(Mercredi)", "lundi 9h-12h"),
        ("lundi 9h-12h, lundi 9h-18h", "(Lundi)", "lundi 9h-12h"),
        ("2-6", "« 2 – 6 »", "de 0 à 24"),
        ("lundi 18h15-16h", "« 18h15 – 16h »", "de 0 à 24"),
        ("mardi", "mardi", "du mardi au samedi"),
        ("fermé le lundi", "horaire", "du mardi au samedi"),
        ("fermé", "fermé", "closed-for-good"),
        ("Été : 9h-12h", "« Été »", "du mardi au samedi"),
        ("tous les jours 9h-12h Fermé 14h-16h", "« Fermé »", "du mardi au samedi"),
    ],
)
def test_a_refusal_says_where_it_stumbled_and_how_to_write_it(written: str, what: str, fix: str) -> None:
    with pytest.raises(Refused) as refused:
        read(written, "fr")
    assert what in refused.value.what.in_language("fr").replace("\u00a0", " ").replace("\u202f", " ")
    assert refused.value.fix is not None
    assert fix in refused.value.fix.in_language("fr").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("written", "language", "expression"),
    [
        ("ma-za 9u-18u", "", "Mo-Sa 09:00-18:00"),
        ("ma-sa 9h-18h", "fr", "Tu-Sa 09:00-18:00"),
        ("Di 9:00-12:00", "fr", "Su 09:00-12:00"),
        ("Di 9:00-12:00", "nl", "Tu 09:00-12:00"),
        ("Di 9:00-12:00", "", "✗"),
        ("ma 9-12", "", "✗"),
        ("we 10:00-18:00", "fr", "Sa,Su 10:00-18:00"),
        ("lun-mar 10:00-18:00", "", "Mo,Tu 10:00-18:00"),
    ],
)
def test_a_short_day_is_the_site_s_or_refused_where_languages_differ(written: str, language: str, expression: str) -> None:
    assert reading(written, language) == expression


@pytest.mark.parametrize(
    "written",
    [
        "10:00-7:00",
        "Mo-Fr 9:00-5:30; Sa 9:00-2:30",
        "Mo-Th 7:30-7:00; Fr 7:30-6:00",
        "Mo-Fr 08:15-17:00; Fr 18:15-16:00",
        "Th-Sa 09:00-05:00",
        "Mo-Th 11:00-23:00; Su 12:00-11:00",
        "Mo-Th 08:00-02:00; PH Su 10:00-02:00",
        "Mon-Sat: 09:00 – 11pm",
        "13:00 - 23:00/01:00",
        "Tu 12:00-20:00; We-12:00-18:00; Fr-Sa 10:30-22:00",
    ],
)
def test_an_expression_of_a_clock_of_twelve_hours_or_with_a_slip_is_not_taken_at_its_word(written: str) -> None:
    assert reading(written, "").replace("Su 10:00-02:00; PH 10:00-02:00", "✗").endswith("✗")


@pytest.mark.parametrize("written", ["Mo-Sa 18:00-02:00", "Mo-Su 10:00-04:00", "05:36-00:28", "Fr 11:00-08:00; Mo 13:00-18:00", "Mo-Su 11:00-02:00", "23:30-8:00", "19:00-7:00"])
def test_long_nights_are_taken_at_their_word(written: str) -> None:
    assert reading(written, "") == written


# ── Whatever is written


PIECES = (
    "lundi", "mar", "Mo", "Mo-Fr", "PH", "vacances scolaires", "jours fériés", "du", "au", "de", "à", "et", "sauf", "fermé", "9h", "9h-12h", "12:30", "9", "14-18", "-", "–", "/", ",", ";",
    ":", ".", "(", '"', "+", "[1]", "24/7", "24h/24", "premier", "du mois", "avril", "15", "semaines impaires", "matin", "après-midi", "soir", "jusqu'à", "à partir de", "sur rendez-vous",
    "off", "||", "am", "pm", "week 1-53/2", "sunrise", "easter", "\n", "’", "½", "١٢", "H",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=LIMIT), st.sampled_from(["fr", "nl", "en", ""]))
def test_any_text_is_read_or_refused_and_what_is_read_is_read_again_as_itself(text: str, language: str) -> None:
    expression = reading(text[:LIMIT], language)
    assert expression == "✗" or reading(expression, language) == expression


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000, "de " * 300, "lundi," * 150, "9h-12h " * 140, "9-" * 500, "lundi " * 160, "a" * 1_000, '"' * 1_000, "Mo," * 300, "Mo 09:00-12:00; " * 60, "Mo-Fr 09:00-12:00, " * 50,
        "9h-12h," * 140, "1-2 " * 250, "premier " * 120, "du 1er avril " * 70, "avril-" * 160, "(" * 1_000, "24/7 " * 200, "j.f." * 250, "7 " * 500, " " * 1_000, "\n" * 1_000, "Mo[1] " * 160,
        "fermé lundi " * 80, "sauf lundi " * 90, "PH " * 330, "9:" * 500, "9h30" * 250, "Jan 1-" * 160, "1 " * 499 + "avril", "à partir de " * 80, "lun. " * 200, "\u0301" * 1_000, "ﷺ" * 1_000,
    ],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    reading("lundi 9h-12h", "fr")  # the first text of all compiles the expressions
    with within(0.1):
        reading(text[:LIMIT], "fr")


@pytest.mark.parametrize("word", ["hors", "marché", "nocturne", "cueillette", "toute", "accueil", "été"])
def test_no_day_is_proposed_for_a_word_that_is_none(word: str) -> None:
    with pytest.raises(Refused) as refused:
        read(f"{word} 9h-12h", "fr")
    assert refused.value.fix is not None
    assert "par exemple" in refused.value.fix.in_language("fr")


@pytest.mark.parametrize(("word", "language", "near"), [("fevier", "fr", "février"), ("decmbre", "fr", "décembre"), ("wensday", "en", "wednesday"), ("zatrdag", "nl", "zaterdag")])
def test_the_word_proposed_is_of_the_writer_s_language(word: str, language: str, near: str) -> None:
    with pytest.raises(Refused) as refused:
        read(f"{word} 9-17", language)
    assert refused.value.fix is not None
    assert f"“{near}”" in refused.value.fix.in_language("en")


def test_a_text_too_long_is_refused_at_once() -> None:
    with within(0.05), pytest.raises(Refused, match="characters"):
        read("lundi 9h-12h, " * 10_000)


DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HALVES = st.sampled_from([((8 * 60, 12 * 60),), ((9 * 60, 12 * 60 + 30), (14 * 60, 19 * 60)), ((10 * 60 + 15, 18 * 60),), ((14 * 60, 18 * 60 + 45),), ((18 * 60, 24 * 60),), ()])
CLOCKS = {"9h30": "{0}h{1}", "9 h 30": "{0} h {1}", "09:30": "{0:02}:{2}", "9:30": "{0}:{2}", "09h30": "{0:02}h{2}", "9.30": "{0}.{2}"}
STYLES = [("{0}-{1}", ", "), ("de {0} à {1}", " et "), ("{0} – {1}", " / "), ("{0} à {1}", " puis de ")]


def told(week: Iterable[tuple[tuple[int, int], ...]], clock: str, style: tuple[str, str], between: str, colon: str) -> str:
    """Return a week in French words: a part for each day."""

    def hour(minutes: int) -> str:
        hours, rest = divmod(minutes, 60)
        return CLOCKS[clock].format(hours, f"{rest:02}" if rest else "", f"{rest:02}").strip()

    parts = (style[1].join(style[0].format(hour(start), hour(end)) for start, end in spans) or "fermé" for spans in week)
    return between.join(f"{day}{colon}{part}" for day, part in zip(DAYS, parts, strict=True))


@given(st.lists(HALVES, min_size=7, max_size=7).filter(any), st.sampled_from(list(CLOCKS)), st.sampled_from(STYLES), st.sampled_from([", ", " ; ", "\n", ". "]), st.sampled_from([" ", " : ", ": "]))
def test_a_week_told_day_by_day_is_read_as_that_week(week: list[tuple[tuple[int, int], ...]], clock: str, style: tuple[str, str], between: str, colon: str) -> None:
    expression = read(told(week, clock, style, between, colon), "fr")
    assert [tuple((span.start, span.end) for span in day) for day in days_told(expression)] == [tuple(spans) for spans in week]
